"""`mapInArrow` of Spark tried in local mode: the rows of one process, by two.

    pip install pyspark pandas      into .venv; and a Java
    make spark

Outside CI: pyspark is 300 MB and needs a Java of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.bulk.builders import crossref, dump, index_of, written_as

from mscref.bulk.clusters import arrow_mapper, partitions_of
from mscref.bulk.results import COLUMNS, NUMBERS
from mscref.bulk.running import map_rows

_KINDS = {float: "double", int: "long", str: "string"}


def main() -> None:
    """Match 200 strings by Spark and by this process, and compare."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        sys.exit("pyspark is not installed: pip install pyspark pandas (and a Java) to try it")
    # Spark starts its workers by the name `python3` unless told which one has mscref.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        index = index_of(folder, map(crossref, range(300)))
        rows = [{"rid": str(number), "text": written_as(number)} for number in range(200)]
        dump(folder / "strings.jsonl", rows)
        spark = SparkSession.builder.master("local[2]").getOrCreate()
        schema = ", ".join(f"{name} {_KINDS[NUMBERS.get(name, str)]}" for name in COLUMNS["match"])
        frame = spark.createDataFrame(
            [(row["rid"], row["text"]) for row in rows], "rid string, text string"
        )
        mapped = frame.repartition(4).mapInArrow(arrow_mapper("match", index), schema).collect()
        parts = partitions_of(folder / "strings.jsonl")
        alone = {row["rid"]: row for some in parts for row in map_rows("match", some, index)}
        by_spark = {row["rid"]: row.asDict() for row in mapped}
        spark.stop()
        is_same = json.dumps(by_spark, sort_keys=True) == json.dumps(alone, sort_keys=True)
    print(f"{len(by_spark)} rows by Spark, {'the same' if is_same else 'OTHER'} as by one process")
    sys.exit(0 if is_same else 1)


if __name__ == "__main__":
    main()
