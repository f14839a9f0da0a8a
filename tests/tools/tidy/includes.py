"""Who includes whom: direction, fences, cycles of folders."""

import posixpath
import re

from tree import Finding, folder_of, line_of

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.MULTILINE)
_GENERATED = re.compile(r"(^|/)(moc_[^/]*\.cpp|[^/]*\.moc|qrc_[^/]*\.cpp)$")


def includes_of(tree, path):
    """(line, `"` or `<`, header) of every include of a file."""
    text = tree.uncommented(path)
    for match in _INCLUDE.finditer(text):
        yield line_of(text, match.start()), match.group(1), match.group(2)


def resolved(tree, path, header):
    """The path from the top of an own header. Tests may name a neighbour of theirs by its file name alone."""
    beside = posixpath.join(posixpath.dirname(path), header)
    if path.startswith("tests/") and not tree.exists(header) and tree.exists(beside):
        return beside
    return header


def reachable(below, folder):
    """The folder, and all it may include according to the table."""
    seen, todo = set(), [folder]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(below.get(current, []))
    return seen


def include_direction(tree):
    below = tree.levels["below"]
    for path in tree.cpp():
        folder = folder_of(path)
        if folder is None:
            continue
        if folder not in below:
            yield Finding(path, 1, "include_direction", f"give {folder} a level in tests/tools/tidy_levels.json")
            continue
        allowed = reachable(below, folder)
        for line, quote, header in includes_of(tree, path):
            if quote != '"' or _GENERATED.search(header):
                continue
            header = resolved(tree, path, header)
            target = folder_of(header)
            if not tree.exists(header):
                yield Finding(path, line, "include_direction",
                              f'"{header}" is not in the tree: write own headers with their path from the top')
            elif target is not None and target not in allowed:
                yield Finding(path, line, "include_direction", f"{folder} may not include {target}: only downward")


def include_fences(tree):
    fences = [(f["what"], re.compile(f["header"]), set(f["only"])) for f in tree.levels["fences"]]
    for path in tree.cpp():
        for line, _, header in includes_of(tree, path):
            for what, pattern, only in fences:
                if pattern.search(header) and folder_of(path) not in only:
                    yield Finding(path, line, "include_fences",
                                  f"<{header}>: {what} stays in {', '.join(sorted(only))}; go through their types")


def include_cycles(tree):
    edges = {}
    for path in tree.cpp():
        source = folder_of(path)
        for line, quote, header in includes_of(tree, path):
            target = folder_of(header) if quote == '"' else None
            if source and target and source != target:
                edges.setdefault(source, {}).setdefault(target, (path, line))
    for source in sorted(edges):
        for target, (path, line) in sorted(edges[source].items()):
            # Each pair of a cycle is told once, from its alphabetically first folder.
            if source < target and source in reachable(edges, target):
                yield Finding(path, line, "include_cycles", f"{source} and {target} include each other, maybe through others")
