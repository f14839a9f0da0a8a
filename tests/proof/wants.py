#!/usr/bin/env python3
"""What users of such systems ask for, and the tests that hold us to it: wants.tsv beside this file.

Ends with 1 when a test it names is none of ours, or one of the twelve has none."""
import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
WANTS = range(1, 13)


def main():
    tests = set()
    for file in HERE.parent.rglob("*_test.cpp"):
        tests.update(re.findall(r"^ +void (\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE))
    with (HERE / "wants.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    complaints = [f"want {row['want']}: there is no test {row['test']}" for row in rows if row["test"] not in tests]
    named = {int(row["want"]) for row in rows}
    complaints += [f"want {want} has no test" for want in WANTS if want not in named]
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
