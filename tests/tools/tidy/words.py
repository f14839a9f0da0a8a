"""Words and calls that may not be in the tree."""

import re

from tree import Finding, line_of

_SLEEP = r"\b(?:sleep_for|sleep_until|usleep|nanosleep|sleep|qSleep|qWait|msleep)\s*\("
_WALL_CLOCK = (r"\b(?:system_clock|high_resolution_clock|utc_clock)\s*::\s*now\b"
               r"|\bcurrent(?:DateTime|DateTimeUtc|Date|Time|MSecsSinceEpoch|SecsSinceEpoch)\s*\("
               r"|(?<![\w.>])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0|&\s*\w+)\s*\)"
               r"|\bgettimeofday\s*\(|\bDate\.now\b|\bnew\s+Date\s*\(\s*\)")
_CHANCE = r"\bs?rand\s*\(|\brandom_device\b|\bQRandomGenerator\b|\bMath\.random\b"

# (what, pattern, the only files that may, what to do instead)
BANNED_CALLS = [
    ("sleep", re.compile(_SLEEP), (), "wait for an event (QTRY_…, a condition, a readable pipe) with a bound"),
    ("wall clock", re.compile(_WALL_CLOCK), ("shared/base/clock.cpp",), "take a Clock"),
    ("chance", re.compile(_CHANCE), (), "take a RandomSource"),
]

# Written in two halves so that this file is not its own finding.
LEFTOVERS = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|QS" r"KIP|NO" r"LINT(?:NEXTLINE|BEGIN|END)?)\b")
CODE_ENDINGS = (".cpp", ".h", ".qml", ".js", ".py", ".cmake", "CMakeLists.txt", ".sh", ".yaml", ".conf", ".service")


def banned_calls(tree):
    for path in tree.ending(".cpp", ".h", ".qml", ".js"):
        code = tree.code(path)
        for what, pattern, only, instead in BANNED_CALLS:
            if path in only:
                continue
            for match in pattern.finditer(code):
                yield Finding(path, line_of(code, match.start()), "banned_calls",
                              f"{what}: {match.group(0).strip()}: {instead}")


def leftovers(tree):
    for path in tree.paths:
        if not path.endswith(CODE_ENDINGS) and not (path.startswith("packaging/") and tree.is_text(path)):
            continue
        text = tree.text(path)
        for match in LEFTOVERS.finditer(text):
            yield Finding(path, line_of(text, match.start()), "leftovers", f"{match.group(0)}: do it now, or make it an issue")


_CATCH = re.compile(r"\bcatch\s*\(([^)]*)\)\s*\{\s*\}")
REASON_LETTERS_MIN = 30


def swallowed_errors(tree):
    """An empty catch is for one named exception and says in a comment why nothing is to be done."""
    for path in tree.cpp():
        code, text = tree.code(path), tree.text(path)
        for match in _CATCH.finditer(code):
            reason = re.sub(r"[^A-Za-z]", "", text[match.end(1):match.end()])
            if match.group(1).strip() == "..." or len(reason) < REASON_LETTERS_MIN:
                yield Finding(path, line_of(code, match.start()), "swallowed_errors",
                              "an empty catch: turn it into an Error, or name the exception and say why nothing is to be done")


_SQL = (r'"\s*(?:SELECT\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+[\w]+\s+SET\b|DELETE\s+FROM\b'
        r'|CREATE\s+\w+|DROP\s+\w+|ALTER\s+TABLE\b|ATTACH\b|PRAGMA\b|WHERE\b|VALUES\b|ORDER\s+BY\b)(?:\\.|[^"\\])*"')
# An SQL literal with something joined to it: after it, before it, filled by .arg(), or as a format string.
_JOINED_SQL = re.compile(
    rf'{_SQL}(?:_s|_L1|s)?\s*(?:"(?:\\.|[^"\\])*"\s*)*\)?\s*(?:\+|\.arg\s*\(|\.append\s*\()'
    rf'|(?:\+=?|\bformat\s*\(|\.append\s*\(|\bsn?printf\s*\([^"]*)\s*(?:std::string\s*\(|QStringLiteral\s*\(|QString\s*\()?\s*{_SQL}')


def joined_sql(tree):
    for path in tree.cpp():
        text = tree.uncommented(path)
        for match in _JOINED_SQL.finditer(text):
            yield Finding(path, line_of(text, match.start()), "joined_sql",
                          "SQL put together at run time: write the statement whole and bind what varies")
