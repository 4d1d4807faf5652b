"""Rename, repairs, and commands, by a client over stdio; services are servers of this machine."""

import pytest
from tests.lsp.client import Client, at, codes, uri

from mscref.app.workspace.changes import difference
from mscref.library.delta import apply_splices

LINE = 5


def applied(text, edits):
    """A text after edits that count characters in UTF-16 within lines."""
    lines = text.splitlines(keepends=True)
    for one in sorted(
        edits, key=lambda one: (one["range"]["start"]["line"], one["range"]["start"]["character"]),
        reverse=True,
    ):  # fmt: skip
        start, end = one["range"]["start"], one["range"]["end"]
        before = (
            cut(lines[start["line"]], start["character"])[0] if start["line"] < len(lines) else ""
        )
        after = cut(lines[end["line"]], end["character"])[1] if end["line"] < len(lines) else ""
        lines[start["line"] : end["line"] + 1] = [before + one["newText"] + after]
    return "".join(lines)


def cut(line, units):
    data = line.encode("utf-16-le")
    return data[: 2 * units].decode("utf-16-le"), data[2 * units :].decode("utf-16-le")


def test_a_key_is_renamed_in_its_library_and_where_it_is_cited(client, folder):
    paper = client.open(folder / "paper.md")
    tex = "\\bibliography{refs}\n\\cite{knuth1984, leng2020} \\verb|\\cite{leng2020}|\n"
    (folder / "chapter.tex").write_text(tex, encoding="utf-8")
    (folder / "notes.myst").write_text(
        "---\nbibliography: refs.bib\n---\n{cite:p}`leng2020`\n", encoding="utf-8"
    )
    prepared = client.ask("textDocument/prepareRename", at(paper, LINE, 12))
    assert prepared["placeholder"] == "leng2020"
    asked = {**at(paper, LINE, 12), "newName": "Leng:2020"}
    changes = client.ask("textDocument/rename", asked)["changes"]
    after = {
        name: applied((folder / name).read_text(encoding="utf-8"), changes[uri(folder / name)])
        for name in ("refs.bib", "paper.md", "chapter.tex", "notes.myst")
    }
    assert after["refs.bib"].startswith("@article{Leng:2020,")
    assert "As @Leng:2020 says [see @knuth1984" in after["paper.md"]
    assert "\\cite{knuth1984, Leng:2020} \\verb|\\cite{leng2020}|" in after["chapter.tex"]
    assert "{cite:p}`Leng:2020`" in after["notes.myst"]


@pytest.mark.parametrize("name", ["knuth1984", "KNUTH1984", "two words", "a,b", ""])
def test_no_key_is_renamed_to_what_can_be_none(client, folder, name):
    paper = client.open(folder / "paper.md")
    error = client.error("textDocument/rename", {**at(paper, LINE, 12), "newName": name})
    assert error["code"] == -32803
    assert "Traceback" not in str(error)


def test_an_unknown_key_has_its_nearest_as_a_quick_fix(client, folder):
    paper = client.open(folder / "paper.md")
    found = client.diagnostics(paper, lambda some: "unknown-key" in codes(some))
    actions = client.ask(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": paper},
            "range": found[0]["range"],
            "context": {"diagnostics": found},
        },
    )
    assert actions[0]["title"] == "Cite `leng2020`"
    text = applied(
        (folder / "paper.md").read_text(encoding="utf-8"), actions[0]["edit"]["changes"][paper]
    )
    assert "; @leng2020]." in text


def test_repairs_are_those_of_check(client, folder):
    path = folder / "refs.bib"
    text = path.read_text(encoding="utf-8").replace(
        "doi = {10.", "pages = {1-9},\n  doi = {https://doi.org/10."
    )
    library = client.open(path, text, "bibtex")
    place = at(library, 0, 3)["position"]
    asked = {
        "textDocument": {"uri": library},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    }
    actions = client.ask("textDocument/codeAction", asked)
    repairs = [one for one in actions if one["title"].startswith("Repair ")]
    assert [one["title"].split()[1] for one in repairs] == ["doi-as-url:"]
    after = applied(text, repairs[0]["edit"]["changes"][library])
    assert "doi = {10.1186/s41073-020-00101-4}" in after
    asked["context"] = {"diagnostics": [], "only": ["source.fixAll"]}
    (everything,) = client.ask("textDocument/codeAction", asked)
    after = applied(text, everything["edit"]["changes"][library])
    assert "doi = {10.1186" in after


def test_two_entries_of_one_work_are_merged_and_cited_as_one(client, folder):
    path = folder / "refs.bib"
    text = path.read_text(encoding="utf-8")
    text += "\n" + text.split("\n\n")[0].replace("leng2020", "leng2020b").replace(
        "  year = {2020},", "  year = {2020},\n  volume = {5},"
    )
    paper = client.open(folder / "paper.md")
    library = client.open(path, text + "\n", "bibtex")
    client.change(paper, "---\nbibliography: refs.bib\n---\nAs @leng2020b.\n")
    command = {"command": "mscref.merge", "arguments": [library, "leng2020", "leng2020b"]}
    assert client.ask("workspace/executeCommand", command) is True
    (asked,) = [one for one in client.notifications if one["method"] == "workspace/applyEdit"]
    changes = asked["params"]["edit"]["changes"]
    after = applied(text + "\n", changes[library])
    assert "leng2020b" not in after
    assert "volume = {5}" in after
    assert changes[paper][0]["newText"] == "leng2020"


def test_commands_that_cannot_be_done_say_why(client, folder):
    paper = client.open(folder / "paper.md")
    for command, arguments in [
        ("mscref.nonsense", [paper]),
        ("mscref.verify", []),
        ("mscref.merge", [paper, "a", "b"]),
        ("mscref.add", [paper, "no identifier"]),
    ]:
        asked = {"command": command, "arguments": arguments}
        error = client.error("workspace/executeCommand", asked)
        assert error["message"]
        assert "Traceback" not in str(error)


def test_an_entry_is_added_by_its_doi(folder, registries):
    with Client(folder, environ=registries) as client:
        paper = client.open(folder / "paper.md")
        client.change(
            paper, "---\nbibliography: refs.bib\n---\nAs @doi:10.14336/AD.2020.0228 says.\n"
        )
        asked = {
            "command": "mscref.add",
            "arguments": [paper, "doi:10.14336/AD.2020.0228"],
        }
        key = client.ask("workspace/executeCommand", asked)
        (asked,) = [one for one in client.notifications if one["method"] == "workspace/applyEdit"]
        changes = asked["params"]["edit"]["changes"]
        library = folder / "refs.bib"
        after = applied(library.read_text(encoding="utf-8"), changes[uri(library)])
        assert after.startswith(library.read_text(encoding="utf-8").rstrip())
        assert f"{{{key}," in after
        assert changes[paper][0]["newText"] == key


def test_a_difference_moves_only_blocks_that_changed():
    old = "@a{x, t = {1}}\n\n@a{y, t = {2}}\n\n@a{z, t = {3}}\n"
    for new in [
        old.replace("{2}", "{22}"),
        old + "\n@a{w, t = {4}}\n",
        old.replace("@a{y, t = {2}}\n\n", ""),
        old.replace("{1}", "{one}").replace("{3}", "{three}"),
        "",
        old,
    ]:
        splices = difference(old, new)
        assert apply_splices(old, splices) == new
    assert difference(old, old.replace("{2}", "{22}"))[0].start == 16
