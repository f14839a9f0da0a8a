"""Sizes as a ratchet: limits for all, today's exceptions by name, and those may only shrink."""

import os
import re

from tree import Finding, line_of

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
FILE_BYTES_MAX = 200 * 1024

_NOT_A_FUNCTION = re.compile(r"^(?:template\s*<[^{}]*>\s*)?(?:export\s+)?(namespace|class|struct|enum|union|extern)\b")


def ratcheted(rule, unit, limit, sizes, known):
    """Findings for sizes ({name: (path, line, size)}) over the limit, and for exceptions that are too generous."""
    for name, (path, line, size) in sorted(sizes.items()):
        allowed = known.get(name, limit)
        if size > allowed:
            yield Finding(path, line, rule, f"{name} has {size} {unit}, {allowed} are allowed: split it")
        elif name in known and size < known[name]:
            todo = "take the entry out of" if size <= limit else f"lower the entry to {size} in"
            yield Finding(path, line, rule, f"{name} shrank to {size} {unit}: {todo} tests/tools/tidy_ratchet.json")
    for name in sorted(set(known) - set(sizes)):
        yield Finding("tests/tools/tidy_ratchet.json", 1, rule, f"{name} is gone: take its entry out")


def file_size(tree):
    sizes = {p: (p, 1, tree.text(p).count("\n")) for p in tree.ending(".cpp", ".h", ".qml")}
    yield from ratcheted("file_size", "lines", FILE_LINES_MAX, sizes, tree.ratchet["file_lines"])


def function_size(tree):
    sizes = {}
    for path in tree.cpp():
        for name, line, lines in functions_of(tree.code(path)):
            key = f"{path}:{name}"
            if key not in sizes or sizes[key][2] < lines:
                sizes[key] = (path, line, lines)
    yield from ratcheted("function_size", "lines", FUNCTION_LINES_MAX, sizes, tree.ratchet["function_lines"])


def large_files(tree):
    sizes = {p: (p, 1, os.path.getsize(tree.full(p))) for p in tree.paths}
    yield from ratcheted("large_files", "bytes", FILE_BYTES_MAX, sizes, tree.ratchet["large_files"])


def functions_of(code):
    """(name, line, lines) of each outermost function body: from the line of its `{` to that of its `}`."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), code, flags=re.MULTILINE)
    depth, start, opened_at, name, header_from, after_function = 0, None, 0, "", 0, False
    for match in re.finditer(r"[{};]", code):
        at, sign = match.start(), match.group(0)
        if sign == "{":
            if start is None:
                header = code[header_from:at].strip()
                # `: m_a(1), m_b{2} {`: the braces of an initialiser end, the body is the next pair.
                if is_function_header(header) or (after_function and not header):
                    start, opened_at, name = at, depth, function_name(header) or name
            depth += 1
        elif sign == "}":
            depth -= 1
            if start is not None and depth == opened_at:
                first = line_of(code, start)
                yield name, first, line_of(code, at) - first + 1
                start, after_function = None, True
                header_from = at + 1
                continue
        if start is None:
            header_from, after_function = at + 1, False


def is_function_header(header):
    header = re.sub(r"^(?:(?:public|private|protected|Q_SIGNALS|(?:public |private |protected )?Q_SLOTS)\s*:\s*)+", "", header)
    if "(" not in header or _NOT_A_FUNCTION.match(header):
        return False
    outside_brackets = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", header))
    return "operator" in header or not re.search(r"(?<![=<>!])=(?!=)", outside_brackets)


def function_name(header):
    match = re.search(r"([~\w:]+|operator\s*[^\s(]+)\s*\(", header)
    return match.group(1) if match else ""
