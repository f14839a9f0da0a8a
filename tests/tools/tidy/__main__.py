"""Checks what ARCHITECTURE.md and CONTRIBUTING.md promise of the tree: `python3 tests/tools/tidy [ROOT]`.

Prints `file:line: rule: what to do` for each finding; exit 1 when there is one. Needs Python 3.9 and nothing else.
"""

import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import files
import includes
import qml
import sizes
import words
from tree import Tree

RULES = [
    includes.include_direction, includes.include_fences, includes.include_cycles,
    sizes.file_size, sizes.function_size, sizes.large_files,
    files.dead_files, files.named_paths, files.executable_bits, files.machine_paths,
    words.banned_calls, words.leftovers, words.swallowed_errors, words.joined_sql,
    qml.qml_plain_text, qml.qml_banned, qml.qml_translated, qml.qml_script, qml.qml_accessible,
]


def table(root, name):
    with open(os.path.join(root, "tests", "tools", name), encoding="utf-8") as file:
        return json.load(file)


def main(arguments):
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.abspath(arguments[0]) if arguments else os.path.dirname(os.path.dirname(os.path.dirname(here)))
    tree = Tree(root, table(root, "tidy_levels.json"), table(root, "tidy_ratchet.json"))
    findings = sorted(finding for rule in RULES for finding in rule(tree))
    for finding in findings:
        print(f"{finding.path}:{finding.line}: {finding.rule}: {finding.advice}")
    print(f"tidy: {len(tree.paths)} files, {len(RULES)} rules, {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
