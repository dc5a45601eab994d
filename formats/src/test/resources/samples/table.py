"""Writes table.txt: what each file of the folder with harnesses' own files says, read with Python's json alone.

Usage: python3 table.py FOLDER > table.txt
Lines: file | runs | samples | metric | in how many runs | sum of its values; or: file | refused | why
A file whose run ended before it had a metric has one line without one.
"""

import gzip
import json
import math
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

REFUSED = {
    "SOURCES.md": "is not valid JSON",
    "SOURCES.txt": "is not valid JSON",
    "LICENSE": "is not valid JSON",
    "jmh_latency_adapter_input.json": "jmhVersion",
    "v04_samples_humaneval_2025-06-09T18-36-41.285612.jsonl": "give the results file with it",
}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def lm_eval(root):
    """Since 0.4 the name of a filter stands behind the last comma; each task and filter is a run."""
    runs, values = set(), defaultdict(list)
    for task, scores in root["results"].items():
        for key, value in scores.items():
            name, _, filtered = key.rpartition(",") if "," in key else (key, "", "")
            if is_number(value) and not name.endswith("_stderr") and name not in ("name", "sample_len", "sample_count"):
                runs.add((task, filtered))
                values[name].append(value)
    return len(runs), 0, values


def inspect(log, samples):
    values = defaultdict(list)
    for score in (log.get("results") or {}).get("scores", []):
        for name, metric in score["metrics"].items():
            values[name].append(metric["value"])
    return 1, samples, values


def zipped_inspect(path):
    with zipfile.ZipFile(path) as archive:
        samples = [name for name in archive.namelist() if name.startswith("samples/")]
        return inspect(json.loads(archive.read("header.json")), len(samples))


def bencher(root):
    values = defaultdict(list)
    for measures in root.values():
        for name, measure in measures.items():
            values[name].append(measure["value"])
    return len(root), 0, values


def paired(path):
    with gzip.open(path, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return 1, len(rows), {"accuracy": [sum(bool(row["correct"]) for row in rows) / len(rows)]}


def read(path):
    if path.suffix == ".gz":
        return paired(path)
    if path.suffix == ".eval":
        return zipped_inspect(path)
    root = json.loads(path.read_text())
    if "eval" in root:
        return inspect(root, len(root.get("samples") or []))
    return lm_eval(root) if "results" in root else bencher(root)


def main(folder):
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if path.name in REFUSED:
            print(name, "refused", REFUSED[path.name], sep=" | ")
            continue
        runs, samples, values = read(path)
        if not values:
            print(name, runs, samples, "", 0, 0.0, sep=" | ")
        for metric in sorted(values):
            print(name, runs, samples, metric, len(values[metric]), repr(math.fsum(values[metric])), sep=" | ")


main(Path(sys.argv[1]))
