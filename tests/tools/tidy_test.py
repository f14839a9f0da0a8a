"""Each rule of tests/tools/tidy on a small tree that keeps it and on small trees that break it."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
TIDY = os.path.join(HERE, "tidy")
sys.path.insert(0, TIDY)

import files
import includes
import qml
import sizes
import words
from tree import Tree

LEVELS = {
    "below": {"shared/base": [], "shared/crypto": ["shared/base"], "client/engine": ["shared/crypto"],
              "client/viewmodels": ["client/engine"], "server/engine": ["shared/crypto"], "tests": ["client/viewmodels"]},
    "fences": [{"what": "libsodium", "header": "^sodium\\.h$", "only": ["shared/crypto"]},
               {"what": "Qt", "header": "^Q[A-Z]", "only": ["client/viewmodels", "tests"]}],
}
NO_EXCEPTIONS = {"file_lines": {}, "function_lines": {}, "large_files": {}}


class RuleTest(unittest.TestCase):
    def findings(self, rule, content, levels=LEVELS, ratchet=None, executable=()):
        """(path, line) of what `rule` finds in a tree with that content ({path: text})."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in content.items():
                full = os.path.join(root, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
                os.chmod(full, 0o755 if path in executable else 0o644)
            tree = Tree(root, levels, {**NO_EXCEPTIONS, **(ratchet or {})})
            return [(f.path, f.line) for f in rule(tree)]

    def assert_passes(self, rule, content, **options):
        self.assertEqual(self.findings(rule, content, **options), [])

    def assert_finds(self, rule, content, *expected, **options):
        self.assertEqual(self.findings(rule, content, **options), list(expected))


class IncludesTest(RuleTest):
    def test_include_direction_downward_passes(self):
        self.assert_passes(includes.include_direction, {
            "shared/base/a.h": "",
            "shared/crypto/b.cpp": '#include "shared/base/a.h"\n#include <vector>\n',
            "client/engine/c.cpp": '#include "shared/base/a.h"\n#include "c.moc"\n// #include "client/viewmodels/x.h"\n',
            "tests/unit/fixture.h": "", "tests/unit/a_test.cpp": '#include "fixture.h"\n#include "client/engine/d.h"\n',
            "client/engine/d.h": ""})

    def test_include_direction_upward_fails(self):
        self.assert_finds(includes.include_direction, {
            "shared/crypto/b.h": "", "shared/base/a.cpp": '#include <vector>\n#include "shared/crypto/b.h"\n'},
            ("shared/base/a.cpp", 2))

    def test_include_direction_client_from_server_fails(self):
        self.assert_finds(includes.include_direction, {
            "client/engine/c.h": "", "server/engine/s.cpp": '#include "client/engine/c.h"\n'}, ("server/engine/s.cpp", 1))

    def test_include_direction_short_path_fails(self):
        self.assert_finds(includes.include_direction, {"shared/base/a.h": "", "shared/base/a.cpp": '#include "a.h"\n'},
                          ("shared/base/a.cpp", 1))

    def test_include_direction_folder_without_level_fails(self):
        self.assert_finds(includes.include_direction, {"shared/misc/a.cpp": ""}, ("shared/misc/a.cpp", 1))

    def test_include_fences_inside_passes(self):
        self.assert_passes(includes.include_fences, {
            "shared/crypto/a.cpp": "#include <sodium.h>\n", "client/viewmodels/b.h": "#include <QObject>\n"})

    def test_include_fences_outside_fails(self):
        self.assert_finds(includes.include_fences, {
            "client/engine/a.cpp": "#include <QObject>\n#  include <sodium.h>\n"},
            ("client/engine/a.cpp", 1), ("client/engine/a.cpp", 2))

    def test_include_cycles_tree_passes(self):
        self.assert_passes(includes.include_cycles, {
            "shared/base/a.h": "", "shared/crypto/b.h": '#include "shared/base/a.h"\n',
            "client/engine/c.h": '#include "shared/base/a.h"\n#include "shared/crypto/b.h"\n'})

    def test_include_cycles_round_three_folders_fails(self):
        self.assert_finds(includes.include_cycles, {
            "shared/base/a.h": '#include "client/engine/c.h"\n', "shared/crypto/b.h": '\n#include "shared/base/a.h"\n',
            "client/engine/c.h": '#include "shared/crypto/b.h"\n'}, ("client/engine/c.h", 1))


class SizesTest(RuleTest):
    def test_file_size_at_limit_passes(self):
        self.assert_passes(sizes.file_size, {"shared/base/a.cpp": "\n" * 500})

    def test_file_size_over_limit_fails(self):
        self.assert_finds(sizes.file_size, {"qml/A.qml": "\n" * 501}, ("qml/A.qml", 1))

    def test_file_size_known_exception_passes(self):
        self.assert_passes(sizes.file_size, {"shared/base/a.cpp": "\n" * 600}, ratchet={"file_lines": {"shared/base/a.cpp": 600}})

    def test_file_size_exception_too_generous_fails(self):
        for lines in (599, 10):
            self.assert_finds(sizes.file_size, {"shared/base/a.cpp": "\n" * lines}, ("shared/base/a.cpp", 1),
                              ratchet={"file_lines": {"shared/base/a.cpp": 600}})

    def test_file_size_exception_for_nothing_fails(self):
        self.assert_finds(sizes.file_size, {}, ("tests/tools/tidy_ratchet.json", 1), ratchet={"file_lines": {"a.cpp": 600}})

    @staticmethod
    def function(header, lines):
        return f"{header}\n{{\n" + "    work();\n" * (lines - 2) + "}\n"

    def test_function_size_at_limit_passes(self):
        self.assert_passes(sizes.function_size, {"shared/base/a.cpp": self.function("void f()", 70)})

    def test_function_size_over_limit_fails(self):
        for header in ("void f()", "static int A::b(int c = 3) const noexcept", "A::A() : m_a(1), m_b{2}",
                       "bool operator==(const A& a, const A& b)", "template <typename T> auto f(T t) -> decltype(t)"):
            with self.subTest(header):
                self.assert_finds(sizes.function_size, {"shared/base/a.cpp": self.function(header, 71)}, ("shared/base/a.cpp", 2))

    def test_function_size_in_class_and_namespace_fails(self):
        text = "namespace a {\nclass B : public C {\npublic:\n" + self.function("void f()", 71) + "};\n}\n"
        self.assert_finds(sizes.function_size, {"shared/base/a.h": text}, ("shared/base/a.h", 5))

    def test_function_size_long_class_and_table_passes(self):
        members = "    void f() { if (a) { b(); } }\n" * 100
        self.assert_passes(sizes.function_size, {
            "shared/base/a.h": f"namespace a {{\nclass B {{\n{members}}};\n}}\n",
            "shared/base/b.cpp": "constexpr int kTable[] = {\n" + "    1,\n" * 100 + "};\n"})

    def test_function_size_braces_in_strings_and_comments_passes(self):
        text = 'void f()\n{\n    a("{", \'{\', R"({{{)"); // {\n    /* { */\n}\n' + self.function("void g()", 60)
        self.assert_passes(sizes.function_size, {"shared/base/a.cpp": text})

    def test_large_files_small_passes(self):
        self.assert_passes(sizes.large_files, {"tests/data/a.json": "x" * 1000})

    def test_large_files_big_fails_unless_listed(self):
        content = {"tests/data/a.json": "x" * 300_000}
        self.assert_finds(sizes.large_files, content, ("tests/data/a.json", 1))
        self.assert_passes(sizes.large_files, content, ratchet={"large_files": {"tests/data/a.json": 300_000}})


class FilesTest(RuleTest):
    LIVE = {
        "CMakeLists.txt": "add_subdirectory(shared)\nadd_subdirectory(tests)\nadd_subdirectory(qml)\n",
        "shared/CMakeLists.txt": "foreach(folder base)\n  add_subdirectory(${folder})\nendforeach()\n",
        "shared/base/CMakeLists.txt": "veldpost_library(shared_base)\n",
        "shared/base/a.cpp": '#include "shared/base/a.h"\n', "shared/base/a.h": "",
        "tests/CMakeLists.txt": "veldpost_tests(unit/shared/base DEPS shared_base)\nadd_executable(x support/x.cpp)\n",
        "tests/unit/shared/base/a_test.cpp": '#include "shared/base/a.h"\n', "tests/support/x.cpp": "",
        "qml/CMakeLists.txt": "file(GLOB pages CONFIGURE_DEPENDS pages/*.qml)\nqt_add_qml_module(app QML_FILES Main.qml ${pages})\n",
        "qml/Main.qml": "CasePage {}\n", "qml/pages/CasePage.qml": "Item {}\n",
        "shared/base/start.cpp": 'load("qrc:/qml/Main.qml");\n',
    }

    def test_dead_files_all_reached_passes(self):
        self.assert_passes(files.dead_files, self.LIVE)

    def test_dead_files_each_kind_fails(self):
        for path in ("shared/base/unused.h", "shared/other/a.cpp", "tests/unit/shared/base/helper.cpp", "tests/support/y.cpp",
                     "tests/unit/shared/crypto/a_test.cpp"):
            with self.subTest(path):
                self.assert_finds(files.dead_files, {**self.LIVE, path: ""}, (path, 1))

    def test_dead_files_component_nobody_names_fails(self):
        self.assert_finds(files.dead_files, {**self.LIVE, "qml/pages/OldPage.qml": "Item {}\n"}, ("qml/pages/OldPage.qml", 1))

    def test_dead_files_qml_not_built_fails(self):
        self.assert_finds(files.dead_files, {**self.LIVE, "qml/theme/Theme.qml": "", "qml/Main.qml": "CasePage {}\nTheme {}\n"},
                          ("qml/theme/Theme.qml", 1))

    def test_dead_files_list_not_added_fails(self):
        self.assert_finds(files.dead_files, {**self.LIVE, "shared/crypto/CMakeLists.txt": "veldpost_library(shared_crypto)\n"},
                          ("shared/crypto/CMakeLists.txt", 1))

    def test_named_paths_existing_passes(self):
        self.assert_passes(files.named_paths, {
            "packaging/setup": "", "shared/base/a.h": "", "shared/crypto/b.h": "", "README.md": "`packaging/setup --fast`, `shared/{base,crypto}/`, "
            "`shared/*/a.h`, `build/release/bin`, `/v1/health`, `text/plain`, [a](packaging/setup), [b](https://example.org/x)\n"
            "```\nshared/nothing\n```\n"})

    def test_named_paths_missing_fails(self):
        for word in ("`shared/base/b.h`", "`shared/{base,crypto}`", "`OTHER.md`", "[x](other/x.md)"):
            with self.subTest(word):
                self.assert_finds(files.named_paths, {"shared/base/a.h": "", "README.md": f"\nSee {word}.\n"}, ("README.md", 2))

    def test_executable_bits_right_passes(self):
        self.assert_passes(files.executable_bits, {"packaging/setup": "#!/bin/sh\n", "README.md": "x"}, executable=["packaging/setup"])

    def test_executable_bits_wrong_fails(self):
        self.assert_finds(files.executable_bits, {"packaging/setup": "#!/bin/sh\n", "README.md": "x"},
                          ("README.md", 1), ("packaging/setup", 1), executable=["README.md"])

    def test_machine_paths_neutral_passes(self):
        self.assert_passes(files.machine_paths, {
            "packaging/demo": 'data="$HOME/veldpost"\nurl=https://example.org/home/page\nx=$folder/home/a\nls /usr/share\n'})

    def test_machine_paths_of_a_person_fails(self):
        for top in ("home", "root", "work"):
            with self.subTest(top):
                self.assert_finds(files.machine_paths, {"packaging/demo": "\ndata=" + "/" + top + "/jan/veldpost\n"}, ("packaging/demo", 2))


class WordsTest(RuleTest):
    def test_banned_calls_doors_pass(self):
        self.assert_passes(words.banned_calls, {
            "shared/base/clock.cpp": "auto t = system_clock::now();\n",
            "client/engine/a.cpp": 'clock.nowMs(); steady_clock::now(); // sleep(1)\nlog("sleep(1)"); asleep(1); x.time(0);\n',
            "tests/a_test.cpp": "QTRY_VERIFY(done); QTest::qWaitFor(done);\n"})

    def test_banned_calls_each_fails(self):
        for call in ("std::this_thread::sleep_for(1s)", "QTest::qWait(10)", "QThread::msleep(3)", "usleep(1)", "system_clock::now()",
                     "QDateTime::currentDateTimeUtc()", "std::time(nullptr)", "time(NULL)", "std::rand()", "std::random_device r"):
            with self.subTest(call):
                self.assert_finds(words.banned_calls, {"client/engine/a.cpp": f"\n{call};\n"}, ("client/engine/a.cpp", 2))

    def test_leftovers_none_passes(self):
        self.assert_passes(words.leftovers, {"shared/base/a.cpp": "// done; mktemp a.XXXXXX\n"})

    def test_leftovers_each_fails(self):
        for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "QS" + "KIP", "NO" + "LINT"):
            with self.subTest(word):
                self.assert_finds(words.leftovers, {"shared/base/a.cpp": f"\n// {word}: later\n"}, ("shared/base/a.cpp", 2))

    def test_swallowed_errors_told_passes(self):
        self.assert_passes(words.swallowed_errors, {"server/http/a.cpp": "try { f(); } catch (const E& e) { return problem(e); }\n"
            "try { g(); } catch (const E&) {\n  // Closed already, and closed is what was asked for.\n}\n"})

    def test_swallowed_errors_empty_catch_fails(self):
        for catch in ("catch (const E&) { /* never mind */ }", "catch (const E& e) {\n}",
                      "catch (...) { /* closed already, and closed is what was asked for */ }"):
            with self.subTest(catch):
                self.assert_finds(words.swallowed_errors, {"server/http/a.cpp": f"try {{ f(); }}\n{catch}\n"},
                                  ("server/http/a.cpp", 2))

    def test_joined_sql_whole_passes(self):
        self.assert_passes(words.joined_sql, {
            "shared/storage/a.cpp": 'db.prepare("SELECT a FROM b "\n  "WHERE c = ?1");\nlog("Select a file" + name);\nf(a + 1, "SELECT 1");\n'
            '// "SELECT a" + b\n'})

    def test_joined_sql_each_fails(self):
        for line in ('"SELECT a FROM b WHERE c = " + name', '"SELECT a " "FROM " + table', 'sql += " WHERE a = 1"',
                     'QString("DELETE FROM %1").arg(t)', 'std::format("UPDATE a SET b = {}", c)',
                     'std::string("SELECT a FROM ") + t', 'sql.append("ORDER BY " )'):
            with self.subTest(line):
                self.assert_finds(words.joined_sql, {"shared/storage/a.cpp": f"\nrun({line});\n"}, ("shared/storage/a.cpp", 2))


class QmlTest(RuleTest):
    def test_qml_plain_text_said_passes(self):
        self.assert_passes(qml.qml_plain_text, {"qml/A.qml":
            "Item {\n  Label {\n    text: a.name\n    textFormat: Text.PlainText\n  }\n  PlainLabel { text: b }\n"
            "  TextArea { textFormat: TextEdit.PlainText }\n  ToolTip.text: qsTr(\"Lock\")\n"
            "  ToolTip { contentItem: Text { textFormat: Text.PlainText } }\n}\n"})

    def test_qml_plain_text_missing_fails(self):
        for item in ("Text { text: a }", "Label { textFormat: Text.RichText }", "T.Label { }", "TextArea { }",
                     "Text { Item { property int textFormat: 1 } }", "ToolTip { text: a }", "Item { ToolTip.text: a.name }"):
            with self.subTest(item):
                self.assert_finds(qml.qml_plain_text, {"qml/A.qml": f"Item {{\n{item}\n}}\n"}, ("qml/A.qml", 2))

    def test_qml_banned_none_passes(self):
        self.assert_passes(qml.qml_banned, {"qml/A.qml": "Item { // no ShaderEffect\n}\n"})

    def test_qml_banned_each_fails(self):
        for line in ("ShaderEffect { }", "a: Qt.createQmlObject(b)", "a: new XMLHttpRequest()", "ShaderEffectSource { }"):
            with self.subTest(line):
                self.assert_finds(qml.qml_banned, {"qml/A.qml": f"Item {{\n{line}\n}}\n"}, ("qml/A.qml", 2))

    def test_qml_translated_qstr_passes(self):
        for line in ('text: qsTr("Save")', 'text: a ? qsTr("Yes") : qsTr("No")', 'text: "112"', 'text: state === "done" ? qsTr("Done") : ""',
                     'text: qsTr("%1 of %2").arg(a).arg(b)', 'text: a + " – " + b', 'objectName: "save"', 'text: row["name"]',
                     'title: qsTr("A long "\n + "one")', 'text: a.text\n  objectName: "button"'):
            with self.subTest(line):
                self.assert_passes(qml.qml_translated, {"qml/A.qml": f"Item {{\n  {line}\n}}\n"})

    def test_qml_translated_bare_literal_fails(self):
        for line in ('text: "Save"', 'text: a ? qsTr("Yes") : "No"', 'Accessible.name: "Save"', 'ToolTip.text: "Lock"',
                     'placeholderText: a\n    ? "Search" : ""', "text: 'Save'", 'text: "Case " + a'):
            with self.subTest(line):
                self.assert_finds(qml.qml_translated, {"qml/A.qml": f"Item {{\n  {line}\n}}\n"}, ("qml/A.qml", 2))

    def test_qml_script_expression_passes(self):
        for line in ("onClicked: a.save()", "onClicked: { a.save() }", "function f() { return a + b }", "onA: b = c ? d : e",
                     "onA: {\n  if (b) {\n    c()\n  }\n}", "onA: f(() => { b() })", "onA: {\n  call(a,\n    b)\n}",
                     "Item {\n x: 1\n y: 2\n}", "property Item a: Item {\n x: 1\n y: 2\n}", "states: [ State { name: n\n when: w } ]"):
            with self.subTest(line):
                self.assert_passes(qml.qml_script, {"qml/A.qml": f"Item {{\n{line}\n}}\n"})

    def test_qml_script_more_fails(self):
        for line in ("onClicked: { a(); b() }", "function f() {\n  let a = 1\n  return a\n}", "width: {\n  a()\n  return 1\n}",
                     "onA: f(() => { b(); c() })", "onA: {\n  if (b) {\n    c()\n    d()\n  }\n}"):
            with self.subTest(line):
                self.assert_finds(qml.qml_script, {"qml/A.qml": f"Item {{\n{line}\n}}\n"}, ("qml/A.qml", 2))

    def test_qml_accessible_named_passes(self):
        self.assert_passes(qml.qml_accessible, {"qml/A.qml":
            "Item {\n  Button {\n    Accessible.name: text\n  }\n  SaveButton { }\n"
            "  Rectangle {\n    Accessible.name: a\n    TapHandler { }\n  }\n  MouseArea { Accessible.ignored: true }\n}\n"})

    def test_qml_accessible_nameless_fails(self):
        for item in ("Button { text: a }", "TextField { }", "TapHandler { }", "MouseArea { }", "Button { Item { Accessible.name: a } }"):
            with self.subTest(item):
                self.assert_finds(qml.qml_accessible, {"qml/A.qml": f"Item {{\n{item}\n}}\n"}, ("qml/A.qml", 2))


class ProgramTest(unittest.TestCase):
    def run_on(self, source):
        with tempfile.TemporaryDirectory() as root:
            tables = {"tests/tools/tidy_levels.json": '{"below": {"shared/base": []}, "fences": []}',
                      "tests/tools/tidy_ratchet.json": '{"file_lines": {}, "function_lines": {}, "large_files": {}}',
                      "CMakeLists.txt": "add_subdirectory(shared/base)\n", "shared/base/CMakeLists.txt": "veldpost_library(a)\n",
                      "shared/base/a.cpp": source}
            for path, text in tables.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return subprocess.run([sys.executable, "-B", TIDY, root], capture_output=True, text=True, timeout=60)

    def test_program_clean_tree_ends_0(self):
        answer = self.run_on("int a;\n")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))

    def test_program_finding_ends_1_and_names_the_line(self):
        answer = self.run_on("\nint a = std::rand();\n")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("shared/base/a.cpp:2: banned_calls: ", answer.stdout)

    def test_program_every_rule_has_a_passing_and_a_failing_test(self):
        with open(os.path.join(TIDY, "__main__.py"), encoding="utf-8") as file:
            rules = [word.split(".")[1].rstrip(",") for word in file.read().split("RULES = [")[1].split("]")[0].split()]
        names = [n for c in (IncludesTest, SizesTest, FilesTest, WordsTest, QmlTest) for n in dir(c) if n.startswith("test_")]
        for rule in rules:
            for end in ("pass", "fail"):
                self.assertTrue(any(n.startswith(f"test_{rule}_") and f"_{end}" in n for n in names), f"{rule} has no test that {end}s")


if __name__ == "__main__":
    unittest.main()
