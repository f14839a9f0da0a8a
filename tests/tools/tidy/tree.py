"""The tree as the rules see it: its files, their text, and C++ or QML text with comments and strings blanked out."""

import os
import re
from collections import namedtuple

Finding = namedtuple("Finding", "path line rule advice")

SKIPPED_FOLDERS = {".git", "build", ".cache", "__pycache__", ".vscode", ".idea"}
# .git: a file in a worktree, which names the folder it belongs to.
SKIPPED_FILES = {".git", "CMakeUserPresets.json", "compile_commands.json"}
LAYERED = {"shared", "client", "server"}


class Tree:
    """All files under `root` (paths with forward slashes, relative to it) and the two tables the rules are fed with."""

    def __init__(self, root, levels, ratchet):
        self.root = root
        self.levels = levels
        self.ratchet = ratchet
        self.paths = sorted(self._walk())
        self._bytes = {}
        self._views = {}

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [f for f in folders if f not in SKIPPED_FOLDERS]
            for name in files:
                full = os.path.join(folder, name)
                if name in SKIPPED_FILES or name.endswith(("~", ".swp")) or os.path.islink(full):
                    continue
                yield os.path.relpath(full, self.root).replace(os.sep, "/")

    def full(self, path):
        return os.path.join(self.root, path)

    def exists(self, path):
        return os.path.exists(self.full(path))

    def bytes(self, path):
        if path not in self._bytes:
            with open(self.full(path), "rb") as file:
                self._bytes[path] = file.read()
        return self._bytes[path]

    def is_text(self, path):
        return b"\0" not in self.bytes(path)[:8192]

    def text(self, path):
        return self.bytes(path).decode("utf-8", errors="replace")

    def ending(self, *endings):
        return [p for p in self.paths if p.endswith(endings)]

    def cpp(self):
        return self.ending(".cpp", ".h")

    def qml(self):
        return self.ending(".qml")

    def code(self, path):
        """C++ or QML with comments and what stands in strings replaced by spaces: same length, same lines."""
        return self._view(path, keep_strings=False)

    def uncommented(self, path):
        """As code(), but strings stay."""
        return self._view(path, keep_strings=True)

    def _view(self, path, keep_strings):
        key = (path, keep_strings)
        if key not in self._views:
            self._views[key] = blanked(self.text(path), keep_strings, single_quotes=path.endswith((".qml", ".js")))
        return self._views[key]


def folder_of(path):
    """The unit of the level table a file belongs to: `shared/base`, `qml`, `tests`; None for the rest."""
    parts = path.split("/")
    if parts[0] in LAYERED and len(parts) > 2:
        return "/".join(parts[:2])
    if parts[0] in ("qml", "tests") and len(parts) > 1:
        return parts[0]
    return None


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


# What must be told apart, in this order: raw strings hold quotes, strings hold slashes, comments hold both.
_CPP_TOKEN = re.compile(
    r'(?P<raw>R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")'
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<char>(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+')",
    re.DOTALL)
_QML_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)",
    re.DOTALL)


def blanked(text, keep_strings, single_quotes):
    token = _QML_TOKEN if single_quotes else _CPP_TOKEN

    def replace(match):
        found = match.group(0)
        if match.lastgroup != "comment" and match.group("comment") is None:
            if keep_strings or len(found) < 2:
                return found
            return found[0] + re.sub(r"[^\n]", " ", found[1:-1]) + found[-1]
        return re.sub(r"[^\n]", " ", found)

    return token.sub(replace, text)
