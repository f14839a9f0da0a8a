"""Rules of the pages: plain text, words that can be translated, names for screen readers, no script."""

import re
from collections import namedtuple

from tree import Finding, line_of

# An object of a QML file. `own` is its text between the braces with the objects inside it blanked; offsets are the file's.
Object = namedtuple("Object", "kind start end own parent")

_OPENING = re.compile(r"([A-Z][\w.]*)(?:\s+on\s+[\w.]+)?\s*$")

PLAIN_TEXT_TYPES = {"Text", "Label", "TextEdit", "TextArea"}
INTERACTIVE_TYPES = {
    "Button", "ToolButton", "RoundButton", "TabButton", "DelayButton", "CheckBox", "RadioButton", "Switch", "ComboBox",
    "Slider", "RangeSlider", "SpinBox", "Dial", "TextField", "TextArea", "TextInput", "TextEdit", "ItemDelegate",
    "CheckDelegate", "SwitchDelegate", "RadioDelegate", "SwipeDelegate", "MenuItem", "MouseArea",
}
HANDLERS = {"TapHandler", "MouseArea"}
SHOWN_PROPERTIES = {"text", "title", "placeholderText", "label", "Accessible.name", "Accessible.description", "ToolTip.text",
                    "heading", "subtitle", "hint", "description", "caption"}


def objects_of(code):
    """Every object of a file, outermost first. `code` is blanked text."""
    stack, objects, last = [], [], 0
    for match in re.finditer(r"[{}]", code):
        if match.group(0) == "{":
            before = code[last:match.start()]
            kind = _OPENING.search(before)
            # `property var x: Foo {` and `Foo {` are objects; `onX: {`, `=> {`, `({` and `) {` are script.
            in_script = bool(stack) and stack[-1][0] is None
            stack.append((None if in_script or not kind else kind.group(1), match.start(), len(objects)))
            if stack[-1][0]:
                objects.append(None)
        elif stack:
            kind, start, index = stack.pop()
            if kind:
                parent = next((i for k, _, i in reversed(stack) if k), None)
                objects[index] = Object(kind.split(".")[-1], start, match.start(), "", parent)
        last = match.end()
    return with_own_text([o for o in objects], code)


def with_own_text(objects, code):
    done = {}
    for index, item in enumerate(objects):
        if item is None:  # its brace never closes
            continue
        own = list(code[item.start + 1:item.end])
        for child in objects:
            if child is not None and child.parent == index:
                for at in range(child.start - item.start - 1, child.end - item.start):
                    if own[at] != "\n":
                        own[at] = " "
        done[index] = item._replace(own="".join(own), parent=done.get(item.parent))
    return list(done.values())


def has(item, name):
    return re.search(rf"(?<![\w.]){re.escape(name)}\s*:", item.own) is not None


def qml_plain_text(tree):
    for path in tree.qml():
        code = tree.code(path)
        for item in objects_of(code):
            line = line_of(code, item.start)
            if item.kind in PLAIN_TEXT_TYPES and not re.search(r"textFormat\s*:\s*Text(Edit)?\.PlainText\b", item.own):
                yield Finding(path, line, "qml_plain_text", f"{item.kind} without `textFormat: Text.PlainText`: it may guess rich text")
            if item.kind == "ToolTip" and "PlainText" not in code[item.start:item.end]:
                yield Finding(path, line, "qml_plain_text", "ToolTip guesses rich text: give it a contentItem with plain text")
        for match in re.finditer(r"\bToolTip\.text\s*:\s*(?!\s*qsTr\(\"[^\"]*\"\)\s*(?:[\n;}]|$))", tree.uncommented(path)):
            yield Finding(path, line_of(code, match.start()), "qml_plain_text", "ToolTip.text guesses rich text: only a fixed qsTr text")


_QML_BANNED = re.compile(r"\bcreateQmlObject\b|\bXMLHttpRequest\b|\bShaderEffect\w*\b|\beval\s*\(|\bWebView\b|\bLocalStorage\b")


def qml_banned(tree):
    for path in tree.qml():
        code = tree.code(path)
        for match in _QML_BANNED.finditer(code):
            yield Finding(path, line_of(code, match.start()), "qml_banned", f"{match.group(0)} is not used in Veldpost")


def qml_translated(tree):
    names = "|".join(re.escape(n) for n in sorted(SHOWN_PROPERTIES, key=len, reverse=True))
    binding = re.compile(rf"(?<![\w.])(?:property\s+string\s+)?({names})\s*:(?!:)")
    for path in tree.qml():
        if path.startswith("tests/"):
            continue
        text, code = tree.uncommented(path), tree.code(path)
        for match in binding.finditer(code):
            end = expression_end(code, match.end())
            for literal in bare_literals(text[match.end():end]):
                yield Finding(path, line_of(code, match.start()), "qml_translated", f"{literal}: put what people read in qsTr()")


def expression_end(code, at):
    """The end of the binding that begins at `at`: the line's, or further while brackets are open or the next line goes on."""
    depth = 0
    while at < len(code):
        sign = code[at]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth < 0:
                return at
        elif depth == 0 and (sign == ";" or sign == "\n" and not goes_on(code, at)):
            return at
        at += 1
    return at


def goes_on(code, newline):
    before, after = code[:newline].rstrip()[-2:], code[newline:].lstrip()[:2]
    return before.endswith(("?", ":", "+", "&&", "||", ",", "=")) or after.startswith(("?", ":", "+", "&&", "||", "."))


_LITERAL = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")


def bare_literals(expression):
    """String literals with letters in them that are shown: not inside qsTr(), not compared, not an argument or a key."""
    for match in _LITERAL.finditer(expression):
        before, after = expression[:match.start()].rstrip(), expression[match.end():].lstrip()
        if not re.search(r"[^\W\d_]{2,}", re.sub(r"\\.|%\w+", "", match.group(0))):
            continue
        if re.search(r"(?:\[|==|!=)$", before) or after.startswith(("==", "!=")) or in_a_call(before):
            continue
        yield match.group(0)


def in_a_call(before):
    """Whether a call's bracket is open at the end of `before`."""
    depth = 0
    text = _LITERAL.sub(lambda m: " " * len(m.group(0)), before)
    for at in range(len(text) - 1, -1, -1):
        if text[at] == ")":
            depth += 1
        elif text[at] == "(":
            if depth == 0 and re.search(r"\w$", text[:at]):
                return True
            depth = max(0, depth - 1)
    return False


def qml_script(tree):
    for path in tree.qml():
        if path.startswith("tests/"):
            continue
        code = tree.code(path)
        for start, end in script_blocks(code):
            if statements(code[start + 1:end]) > 1:
                yield Finding(path, line_of(code, start), "qml_script", "more than an expression: move it to the view model")


def script_blocks(code):
    """(start, end) of the outermost script blocks: `onX: {`, `function f() {`, `=> {`."""
    stack = []
    last = 0
    for match in re.finditer(r"[{}]", code):
        if match.group(0) == "{":
            before = code[last:match.start()]
            script = not _OPENING.search(before) and re.search(r"(?::|=>|\))\s*(?::\s*\w+\s*)?$", before)
            stack.append((bool(script) and not any(s for s, _ in stack), match.start()))
        elif stack:
            script, start = stack.pop()
            if script:
                yield start, match.start()
        last = match.end()


def statements(body):
    """How many statements stand in a block; what is inside brackets, and lines that go on, count as one."""
    flat, depth = [], 0
    for at, sign in enumerate(body):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        if depth > 0:
            flat.append(" " if sign in ";\n" and not inside_block(body, at) else sign)
        elif sign == "\n" and goes_on(body, at):
            flat.append(" ")
        else:
            flat.append(sign)
    parts = [p.strip(" {}\t") for p in re.split(r"[;\n]", "".join(flat))]
    return len([p for p in parts if p and not re.match(r"^(?:\}\s*)?(?:else\s*)?(?:if\s*\(.*\))?$", p)])


def inside_block(body, at):
    """Whether the innermost open bracket at `at` is a brace: then a line there is a statement of its own."""
    depth = 0
    for sign in reversed(body[:at]):
        if sign in ")]}":
            depth += 1
        elif sign in "([{":
            if depth == 0:
                return sign == "{"
            depth -= 1
    return False


def qml_accessible(tree):
    for path in tree.qml():
        if path.startswith("tests/"):
            continue
        code = tree.code(path)
        for item in objects_of(code):
            named = has(item, "Accessible.name") or has(item, "Accessible.ignored")
            if item.kind in HANDLERS and item.parent is not None:
                named = named or has(item.parent, "Accessible.name") or has(item.parent, "Accessible.ignored")
            if item.kind in INTERACTIVE_TYPES | HANDLERS and not named:
                yield Finding(path, line_of(code, item.start), "qml_accessible",
                              f"{item.kind} without Accessible.name: a screen reader has nothing to say")
