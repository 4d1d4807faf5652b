"""Make a papis library of a CSL-JSON file, as far as papis needs one to answer from its cache.

    papis_peer.py ITEMS.json FOLDER          (runs in the environment of the peers)

`papis import` asks about duplicates and takes quadratic time (298 s of CPU for 2,390 entries), so
the cached list is made here by papis's own database class, of the fields that its importer would
store. What is measured afterwards is papis itself: `papis list` from that cache.
"""

import json
import sys
from pathlib import Path

import papis.api
import papis.config
import papis.database
from papis.document import from_data
from papis.id import ID_KEY_NAME, compute_an_id

FIELDS = {
    "title": "title",
    "container-title": "journal",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "abstract": "abstract",
    "keyword": "tags",
}


def main(items: Path, folder: Path) -> None:
    """Write the configuration, the library's folder and the cache."""
    papis.api.set_lib_from_name("bench")
    database = papis.database.get("bench")
    documents = []
    for item in json.loads(items.read_text(encoding="utf-8")):
        data = {ours: str(item[csl]) for csl, ours in FIELDS.items() if csl in item}
        names = [(one.get("family", ""), one.get("given", "")) for one in item.get("author", [])]
        data |= {
            "ref": item["id"],
            "type": "article",
            "author": "; ".join(f"{family}, {given}" for family, given in names),
            "author_list": [{"family": family, "given": given} for family, given in names],
            "year": item.get("issued", {}).get("date-parts", [[0]])[0][0],
        }
        document = from_data(data)
        document.set_folder(str(folder / item["id"]))
        document[ID_KEY_NAME] = compute_an_id(document)
        documents.append(document)
    database.documents = documents
    database._save_documents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
