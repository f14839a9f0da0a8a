#!/usr/bin/env python3
"""Goes on where earlier runs ended: other seeds for the simulator, the crash trials, the kills and the fuzz targets.

What was run is added to runs.tsv beside this file (date, commit, kind, first seed, last seed, amount, result), which is
committed: the sums are what has been tried in all. Called by `packaging/test --full`; `--sums` only prints the sums,
`--check` reads the table as the test of it does. Ends with 1 when something failed; the row says how to get there again.
"""
import argparse
import concurrent.futures
import csv
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLE = HERE / "runs.tsv"
FIELDS = ["date", "commit", "kind", "first", "last", "amount", "result"]
# What each change runs by itself, with the same seeds every time; seeds here begin behind them.
FIRST_FREE = {"sim_seeds": 100_001, "crash_states": 2, "kills": 2}
LONGEST_S = 3600


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != FIELDS:
            raise SystemExit(f"{TABLE}: the columns are {FIELDS}")
        return list(reader)


def check(table):
    """Complaints about the table: numbers that are none, seeds that were counted twice."""
    seen, out = {}, []
    for number, row in enumerate(table, start=2):
        try:
            first, last, amount = int(row["first"]), int(row["last"]), int(row["amount"])
            datetime.date.fromisoformat(row["date"])
        except (TypeError, ValueError):
            out.append(f"line {number}: a date or number is none")
            continue
        if first > last or amount <= 0 or not re.fullmatch(r"[0-9a-f]{7,40}", row["commit"]):
            out.append(f"line {number}: an empty range, no amount, or no commit")
        for a, b in seen.setdefault(row["kind"], []):
            if first <= b and a <= last:
                out.append(f"line {number}: seeds {first}-{last} of {row['kind']} stand in the table already")
        seen[row["kind"]].append((first, last))
    return out


def sums(table):
    out = {}
    for row in table:
        if row["result"] == "ok":
            out[row["kind"]] = out.get(row["kind"], 0) + int(row["amount"])
    return out


def next_seed(table, kind):
    return max([int(row["last"]) + 1 for row in table if row["kind"] == kind], default=FIRST_FREE.get(kind, 2))


def call(command, environment):
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, errors="replace",
                          timeout=LONGEST_S, check=False)
    return done.returncode, done.stdout + done.stderr


def last_line_about_it(text):
    lines = [line.strip() for line in text.splitlines() if "FAIL" in line or "seed" in line or "ERROR" in line]
    return (lines or ["no output"])[0].replace("\t", " ")[:200]


def sim(build, first, last):
    code, text = call([build / "bin/veldpost-sim", "--seeds", f"{first}-{last}", "--json"], {})
    try:
        answer = json.loads(text[text.index("{"):])
    except ValueError:
        return 0, f"failed: {last_line_about_it(text)}"
    if code == 0 and not answer["failures"]:
        return answer["seeds"], "ok"
    return answer["seeds"], f"failed: {json.dumps(answer['failures'])[:200]}"


def qt_test(build, name, pattern, seed):
    code, text = call([build / "tests" / name], {"VELDPOST_CRASH_SEED": str(seed), "QT_QPA_PLATFORM": "offscreen",
                                                "VELDPOST_SOURCE": str(ROOT), "VELDPOST_BIN": str(build / "bin")})
    amount = sum(int(found) for found in re.findall(pattern, text))
    return amount, "ok" if code == 0 and amount > 0 else f"failed: {name}: {last_line_about_it(text)}"


def crash(build, first, _last):
    parts = [qt_test(build, name, r"crash states (\d+)", first) for name in ("crash_client_crash_test", "crash_server_crash_test", "crash_restore_crash_test")]
    bad = [result for _, result in parts if result != "ok"]
    return sum(amount for amount, _ in parts), bad[0] if bad else "ok"


def kills(build, first, _last):
    return qt_test(build, "crash_processes_kill_test", r"QINFO.*kills (\d+)", first)


def fuzz(target, runs, seed):
    folder = ROOT / "build/fuzz/fuzz"
    name = target.name.removeprefix("fuzz_")
    found = folder / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    (folder / "crashes").mkdir(exist_ok=True)
    code, text = call([target, f"-seed={seed}", f"-runs={runs}", "-timeout=5", "-rss_limit_mb=2048", "-max_len=65536",
                       "-print_final_stats=1", "-close_fd_mask=1", f"-dict={ROOT / 'tests/fuzz/veldpost.dict'}",
                       f"-artifact_prefix={folder / 'crashes'}/{name}-", found, ROOT / "tests/fuzz/corpus" / name], {})
    amount = sum(int(n) for n in re.findall(r"stat::number_of_executed_units:\s*(\d+)", text))
    return amount, "ok" if code == 0 and amount > 0 else f"failed: {last_line_about_it(text)}"


def jobs_of(options, table, build):
    """(kind, first seed, last seed, what runs them)"""
    half = options.seeds // 2
    first = next_seed(table, "sim_seeds")
    for begin in (first, first + half) if half else ():
        yield "sim_seeds", begin, begin + half - 1, lambda a=begin, b=begin + half - 1: sim(build, a, b)
    for kind, count, run in (("crash_states", options.crashes, crash), ("kills", options.kills, kills)):
        first = next_seed(table, kind)
        for seed in range(first, first + count):
            yield kind, seed, seed, lambda s=seed, r=run: r(build, s, s)
    for target in sorted((ROOT / "build/fuzz/fuzz").glob("fuzz_*")) if options.runs else ():
        seed = next_seed(table, target.name)
        yield target.name, seed, seed, lambda t=target, s=seed: fuzz(t, options.runs, s)


def add_row(row):
    with TABLE.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, FIELDS, delimiter="\t", lineterminator="\n").writerow(row)


def prove(options):
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=True)
    build = ROOT / "build/release"
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        running = {pool.submit(run): (kind, first, last) for kind, first, last, run in jobs_of(options, rows(), build)}
        for future in concurrent.futures.as_completed(running):
            kind, first, last = running[future]
            amount, result = future.result()
            print(f"{kind} {first}-{last}: {amount} {result}", flush=True)
            failed += result != "ok"
            if amount > 0:
                add_row({"date": datetime.date.today().isoformat(), "commit": commit.stdout.strip(), "kind": kind,
                         "first": first, "last": last, "amount": amount, "result": result})
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=6_000, help="of the simulator")
    parser.add_argument("--crashes", type=int, default=3, help="seeds of the crash trials, some 8,000 states each")
    parser.add_argument("--kills", type=int, default=4, help="seeds of the kills, 105 each")
    parser.add_argument("--runs", type=int, default=250_000, help="of each fuzz target")
    parser.add_argument("--sums", action="store_true", help="only what was tried in all")
    parser.add_argument("--check", action="store_true", help="only whether the table is sound")
    options = parser.parse_args()
    complaints = check(rows())
    for line in complaints:
        print(f"{TABLE}: {line}", file=sys.stderr)
    if options.check or complaints:
        return 1 if complaints else 0
    failed = 0 if options.sums else prove(options)
    for kind, amount in sorted(sums(rows()).items()):
        print(f"{kind:24} {amount:>12,}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
