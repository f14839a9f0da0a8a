import QtQuick
import QtQuick.Templates as T
import QtTest
import Veldpost
import "fakes"
import "walk.js" as Walk

// What all forms have in common: no way out of them loses what was typed, and a conflict is never written over unseen.
Item {
    id: root

    width: 1280
    height: 800

    property var page: null

    Component {
        id: notePage

        NotePage {
            photos: FakePhotos {}
            anchors.fill: parent
            editor: FakeNoteEditor {
                modified: true
                reasonNeeded: true
            }
        }
    }

    Component {
        id: personPage

        PersonPage {
            anchors.fill: parent
            editor: FakePersonEditor {}
            roleChoices: [{code: "child", name: "Child"}, {code: "parent", name: "Parent"}]
        }
    }

    Component {
        id: injuryPage

        InjuryPage {
            photos: FakePhotos {}
            anchors.fill: parent
            editor: FakeInjuryEditor {}
            bodyMap: FakeBodyMap {}
            codes: FakeCodes {}
        }
    }

    Component {
        id: huisverbodForm

        HuisverbodFormPage {
            anchors.fill: parent
            editor: FakeHuisverbodEditor {}
            codes: FakeCodes {}
        }
    }

    Component {
        id: eventPage

        HuisverbodEventPage {
            anchors.fill: parent
            editor: FakeEventEditor {}
            codes: FakeCodes {}
        }
    }

    SignalSpy {
        id: spy
    }

    TestCase {
        name: "Forms"
        when: windowShown

        readonly property var pages: ({note: notePage, person: personPage, injury: injuryPage, huisverbodForm: huisverbodForm,
                                       event: eventPage})

        function show(component) {
            root.page = createTemporaryObject(component, root);
            verify(root.page !== null);
            root.page.forceActiveFocus();
            waitForRendering(root.page);
            return root.page;
        }

        function listen(signalName) {
            spy.signalName = signalName;
            spy.target = root.page;
            spy.clear();
        }

        function named(name) {
            const item = Walk.find(root.page, child => child.Accessible.name === name && (typeof child.clicked === "function"));
            verify(item !== undefined, name);
            return item;
        }

        function cleanup() {
            spy.target = null;
            spy.signalName = "";
            root.width = 1280;
            root.height = 800;
        }

        function test_note_takenUpAgain_goesOnAtItsEnd() {
            root.page = createTemporaryObject(notePage, root);
            root.page.editor.text = "Moeder zegt";
            root.page.forceActiveFocus();
            keyClick("!");
            compare(root.page.editor.text, "Moeder zegt!");
        }

        function test_form_diskTakesNothing_noWayOutLosesText_data() {
            return Object.keys(pages).map(name => ({tag: name}));
        }

        function test_form_diskTakesNothing_noWayOutLosesText(row) {
            const page = show(pages[row.tag]);
            page.editor.modified = true;
            page.editor.keeps = false;
            listen("closed");
            keyClick(Qt.Key_Escape);
            named("Keep as draft").clicked();
            named("Back").clicked();
            compare(page.editor.calls, ["leave", "leave", "leave"]);
            compare(spy.count, 0);
            page.editor.keeps = true;
            named("Keep as draft").clicked();
            compare(spy.count, 1);
        }

        function test_form_throwingAwayFails_staysOpen() {
            const page = show(notePage);
            page.editor.keeps = false;
            listen("closed");
            mouseClick(named("Throw away"));
            const inDialog = () => Walk.find(root.T.Overlay.overlay, item => item.text === "Throw away" && typeof item.clicked === "function");
            tryVerify(() => inDialog() !== undefined);
            inDialog().clicked();
            compare(page.editor.calls, ["discard"]);
            compare(spy.count, 0);
        }

        function test_form_inConflict_showsEveryVersion_data() {
            return Object.keys(pages).map(name => ({tag: name}));
        }

        function test_form_inConflict_showsEveryVersion(row) {
            const page = show(pages[row.tag]);
            page.editor.conflictText = "• left\n• right";
            verify(Walk.find(page, item => item.Accessible.name === "• left\n• right") !== undefined);
        }
    }
}
