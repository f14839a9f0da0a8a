import QtQuick
import QtQuick.Templates as T
import QtTest
import Veldpost
import "fakes"
import "walk.js" as Walk

// What waits for a person, and the choice between what several wrote.
Item {
    id: stage

    width: 1280
    height: 800

    Component {
        id: inboxPage

        InboxPage {
            anchors.fill: parent
            conflicts: FakeConflicts {}
            waiting: FakeWaiting {}
        }
    }

    Component {
        id: conflictPage

        ConflictPage {
            anchors.fill: parent
            conflict: FakeConflict {}
        }
    }

    PageCase {
        name: "Inbox"
        root: stage

        function test_inbox_conflict_opens() {
            const page = show(inboxPage);
            listen("conflictOpened");
            const row = shown(item => item.recordId === "record-1" && typeof item.clicked === "function");
            verify(row.Accessible.name.includes("Anna de Vries, Sofie Bakker"));
            row.clicked();
            compare(spy.signalArguments[0][1], "record-1");
        }

        function test_inbox_lateWork_isAccepted_ownIsRead() {
            const page = show(inboxPage);
            const buttons = words => shown(item => item.text === words && item.visible && typeof item.clicked === "function");
            buttons("Accept under its author's name").clicked();
            buttons("I have read it").clicked();
            compare(page.waiting.calls, [["accept", "revision-9"], ["dismiss", "revision-8"]]);
        }

        function test_inbox_decline_asksWhy() {
            const page = show(inboxPage);
            shown(item => item.text === "Decline" && item.visible && typeof item.clicked === "function").clicked();
            const yes = () => Walk.find(page.T.Overlay.overlay, item => item.text === "Decline" && typeof item.clicked === "function");
            tryVerify(() => yes() !== undefined);
            yes().clicked();
            compare(page.waiting.calls, [["decline", "revision-9", ""]]);
            verify(yes() !== undefined);
        }

        function test_conflict_saysBeforeAndWho_takesOne_needsAReason() {
            const page = show(conflictPage);
            listen("closed");
            verify(shown(item => item.text === "Before: Afspraak donderdag") !== undefined);
            verify(!named("Choose a value first").enabled);
            named("Afspraak maandag. Sofie Bakker, today 21:31").clicked();
            compare(page.conflict.chosen.text, "revision-2");
            named("Save the choice").clicked();
            compare(spy.count, 0);
            verify(shown(item => item.Accessible.role === Accessible.AlertMessage && item.Accessible.name === "Say why.") !== undefined);
            page.conflict.reason = "zo afgesproken";
            named("Save the choice").clicked();
            compare(spy.count, 1);
        }

        function test_conflict_third_isWritten() {
            const page = show(conflictPage);
            shown(item => item.Accessible.name === "Or write it yourself" && item.cursorPosition !== undefined).forceActiveFocus();
            keyClick("x");
            compare(page.conflict.calls, [["write", "text", "x"]]);
        }
    }
}
