"""The files themselves: none dead, named paths exist, executable bits right, no path of somebody's machine."""

import fnmatch
import glob
import os
import posixpath
import re

from includes import includes_of, resolved
from tree import Finding, line_of


def dead_files(tree):
    lists = {posixpath.dirname(p): without_hash_comments(tree.text(p)) for p in tree.paths
             if posixpath.basename(p) == "CMakeLists.txt"}
    yield from unreached_lists(lists)
    included = {resolved(tree, p, header) for p in tree.cpp() for _, quote, header in includes_of(tree, p) if quote == '"'}
    for path in tree.ending(".cpp", ".qml"):
        if not built_by_cmake(path, lists):
            yield Finding(path, 1, "dead_files", "no CMakeLists.txt reaches it: build it or take it out")
    for path in tree.ending(".h"):
        if path not in included:
            yield Finding(path, 1, "dead_files", "nothing includes it: use it or take it out")
    for path in tree.qml():
        if not component_in_use(tree, path):
            yield Finding(path, 1, "dead_files", "no QML or C++ names this component: use it or take it out")


def without_hash_comments(text):
    return re.sub(r"(^|\s)#[^\n]*", r"\1", text)


def unreached_lists(lists):
    for folder in sorted(f for f in lists if f):
        parent = posixpath.dirname(folder)
        while parent and parent not in lists:
            parent = posixpath.dirname(parent)
        name = posixpath.relpath(folder, parent or ".")
        text = lists.get(parent, "")
        if "add_subdirectory" not in text or not re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", text):
            yield Finding(f"{folder}/CMakeLists.txt", 1, "dead_files", "no add_subdirectory reaches it")


def built_by_cmake(path, lists):
    folder = posixpath.dirname(path)
    if re.search(r"\bveldpost_(library|program)\s*\(", lists.get(folder, "")) and path.endswith(".cpp"):
        return True
    while True:
        if folder in lists and named_in(lists[folder], folder, path):
            return True
        if not folder:
            return False
        folder = posixpath.dirname(folder)


def named_in(text, folder, path):
    """Whether a CMakeLists.txt in `folder` names `path`: in words, by file(GLOB), veldpost_tests(DIR) or
    veldpost_fuzz(NAME)."""
    relative = posixpath.relpath(path, folder or ".")
    text = text.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "").replace("${CMAKE_SOURCE_DIR}/", "//")
    words = set(re.split(r'[\s()";]+', text))
    if relative in words or "//" + path in words:
        return True
    for pattern in re.findall(r"file\s*\(\s*GLOB(?:_RECURSE)?\s+\w+([^)]*)\)", text):
        if any(glob_matches(p, relative, path) for p in pattern.split()):
            return True
    for tests in re.findall(r"veldpost_tests\s*\(\s*([\w/.]+)", text):
        if posixpath.dirname(relative) == tests and relative.endswith("_test.cpp"):
            return True
    return relative.removesuffix(".cpp") in re.findall(r"veldpost_fuzz\s*\(\s*(\w+)", text)


def glob_matches(pattern, relative, path):
    subject = path if pattern.startswith("//") else relative
    return fnmatch.fnmatchcase(subject, pattern.lstrip("/").strip('"'))


def component_in_use(tree, path):
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if path.startswith("tests/"):
        return True
    word = re.compile(rf"\b{re.escape(stem)}\b")
    return any(p != path and word.search(tree.uncommented(p)) for p in tree.ending(".qml", ".cpp", ".h", ".js"))


_TICKED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINKED = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
_ROOT_FILE = re.compile(r"^[\w.-]+\.(md|txt|yml|json)$")


def named_paths(tree):
    tops = {p.split("/")[0] for p in tree.paths if "/" in p}
    for path in tree.ending(".md"):
        text = without_fences(tree.text(path))
        for match in _TICKED.finditer(text):
            word = match.group(1).split()[0].rstrip("/.,:") if match.group(1).strip() else ""
            if looks_like_path(word, tops) and not path_there(tree, path, word):
                yield Finding(path, line_of(text, match.start()), "named_paths", f"`{word}` is not in the tree")
        for match in _LINKED.finditer(text):
            if "://" not in match.group(1) and not match.group(1).startswith("mailto:") and not path_there(tree, path, match.group(1)):
                yield Finding(path, line_of(text, match.start()), "named_paths", f"the link to {match.group(1)} leads nowhere")


def without_fences(text):
    return re.sub(r"^```.*?^```", lambda m: re.sub(r"[^\n]", "", m.group(0)), text, flags=re.MULTILINE | re.DOTALL)


def looks_like_path(word, tops):
    if re.search(r"[<>$…=|()]|^/", word):
        return False
    if "/" in word:
        return word.split("/")[0] in tops
    return bool(_ROOT_FILE.match(word)) and word[0].isupper()


def path_there(tree, named_in_file, word):
    here = posixpath.dirname(named_in_file)
    word = re.sub(r":\d+$", "", word)
    for spelling in braces_expanded(word):
        bases = {spelling, posixpath.join(here, spelling)}
        if not any(glob.glob(os.path.join(glob.escape(tree.root), b)) for b in bases):
            return False
    return True


def braces_expanded(word):
    match = re.search(r"\{([^{}]*)\}", word)
    if not match:
        return [word]
    return [w for part in match.group(1).split(",")
            for w in braces_expanded(word[:match.start()] + part.strip() + word[match.end():])]


def executable_bits(tree):
    for path in tree.paths:
        script = tree.bytes(path)[:2] == b"#!"
        executable = os.access(tree.full(path), os.X_OK)
        if script and not executable:
            yield Finding(path, 1, "executable_bits", "begins with #! and is not executable: chmod +x, or drop the line")
        if executable and not script:
            yield Finding(path, 1, "executable_bits", "is executable and no script: chmod -x")


# Home folders and build places of one machine. The look-behind keeps URLs and longer paths out.
_MACHINE_PATH = re.compile(r"(?<![\w.~$})\]*-])/(?:home|root|work|Users|mnt)/[\w.-]+")


def machine_paths(tree):
    for path in tree.paths:
        if not tree.is_text(path):
            continue
        text = tree.text(path)
        for match in _MACHINE_PATH.finditer(text):
            yield Finding(path, line_of(text, match.start()), "machine_paths",
                          f"{match.group(0)} is a path of one machine: take it from the caller or the environment")
