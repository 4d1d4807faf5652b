"""The same rows by Dask (one of two workers is killed), by batches of Arrow, by one process."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from tests.bulk.builders import crossref, dump, index_of, written_as

from mscref.bulk.clusters import arrow_mapper, partitions_of
from mscref.bulk.running import map_rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("clusters")
    index_of(made, map(crossref, range(30)))
    rows = ({"rid": str(number), "text": written_as(number)} for number in range(24))
    dump(made / "strings.jsonl", rows)
    return made


def test_batches_of_arrow_have_the_rows_of_one_process(folder: Path):
    parts = list(partitions_of(folder / "strings.jsonl", rows=10))
    alone = [row for some in parts for row in map_rows("match", some, folder / "works.idx")]
    batches = [
        pa.RecordBatch.from_pylist([{"rid": row.rid, "text": row.text} for row in some])
        for some in parts
    ]
    mapped = arrow_mapper("match", folder / "works.idx")(iter(batches))
    assert [row for batch in mapped for row in batch.to_pylist()] == alone
    assert [row["doi"] for row in alone] == [f"10.5555/work.{number}" for number in range(24)]


# In a process of its own: the cluster starts threads and warns as it pleases.
WITH_DASK = """
import json, os, signal, sys
from pathlib import Path
from distributed import Client, LocalCluster
from mscref.bulk.clusters import map_with_dask, partitions_of

def main():
    folder = Path(sys.argv[1])
    parts = list(partitions_of(folder / "strings.jsonl", rows=2))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            results = []
            mapped = map_with_dask(client, "match", parts, folder / "works.idx")
            for number, some in enumerate(mapped):
                results += some
                if number == 2:
                    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    (folder / "dask.json").write_text(json.dumps(results))

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `dask` is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="kills a worker by a signal")
def test_dask_with_a_killed_worker_has_the_rows_of_one_process(folder: Path):
    script = folder / "with_dask.py"
    script.write_text(WITH_DASK, encoding="utf-8")
    path = os.pathsep.join([str(ROOT / "src"), str(folder)])
    done = subprocess.run(
        [sys.executable, str(script), str(folder)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    parts = partitions_of(folder / "strings.jsonl", rows=2)
    alone = [row for some in parts for row in map_rows("match", some, folder / "works.idx")]
    assert json.loads((folder / "dask.json").read_text()) == alone
