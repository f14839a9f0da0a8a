import QtQuick
import QtQuick.Templates as T
import QtTest
import Veldpost
import Veldpost.ViewModels
import "walk.js" as Walk

// The whole window on made-up view models: locking, going round by keyboard, wide and tall.
Item {
    id: root

    width: 100
    height: 100

    Component {
        id: mainWindow

        Main {}
    }

    TestCase {
        name: "Main"
        when: windowShown

        property var window: null

        function init() {
            App.state = App.State.Locked;
            App.calls = [];
            window = createTemporaryObject(mainWindow, root);
            verify(window !== null);
            window.width = 1280;
            window.height = 800;
            window.requestActivate();
            tryVerify(() => window.active);
            waitForRendering(window.contentItem);
        }

        function unlock() {
            App.state = App.State.Unlocked;
            tryVerify(() => window.workplace !== null);
        }

        function shown(predicate) {
            return Walk.find(window.contentItem, predicate);
        }

        function named(name) {
            const item = shown(child => child.Accessible.name === name && typeof child.clicked === "function");
            verify(item !== undefined, name);
            return item;
        }

        function heading(text) {
            return shown(child => child.Accessible.role === Accessible.Heading && child.Accessible.name === text) !== undefined;
        }

        function test_locked_onlyUnlockAndNumbers_areThere() {
            verify(shown(child => child.Accessible.name === "Passphrase") !== undefined);
            verify(shown(child => child.Accessible.name.includes("112") && child.Accessible.name.includes("0800-2000")) !== undefined);
            compare(window.workplace, null);
            compare(shown(child => child.Accessible.name.includes("Jansen")), undefined);
        }

        function test_unlock_byKeyboard_showsTheCases() {
            keyClick("p");
            keyClick(Qt.Key_Return);
            tryVerify(() => window.workplace !== null);
            compare(App.calls[0].name, "unlock");
            verify(shown(child => child.Accessible.name.includes("Familie Jansen")) !== undefined);
            verify(shown(child => child.Accessible.name.includes("112")) !== undefined);
        }

        function test_delivering_showsNoCase_andTriesNow() {
            unlock();
            window.openCase("case-1");
            App.state = App.State.Delivering;
            tryVerify(() => window.workplace === null);
            compare(shown(child => child.Accessible.name.includes("Jansen")), undefined);
            verify(heading("Nothing is shown for now"));
            const before = App.delivery.asked;
            named("Try now").clicked();
            compare(App.delivery.asked, before + 1);
            named("Lock").clicked();
            compare(App.state, App.State.Locked);
        }

        function test_ctrlL_anywhere_locksAndTakesAllAway() {
            unlock();
            window.openCase("case-1");
            window.add("note");
            keyClick(Qt.Key_L, Qt.ControlModifier);
            compare(App.state, App.State.Locked);
            compare(window.workplace, null);
        }

        function test_ctrlN_inACase_opensANote_escapeGoesBack() {
            unlock();
            window.openCase("case-1");
            keyClick(Qt.Key_N, Qt.ControlModifier);
            verify(heading("New note"));
            keyClick("h");
            keyClick(Qt.Key_Escape);
            verify(!heading("New note"));
            verify(heading("Familie Jansen, Goes"));
        }

        function typedNoteOnAFullDisk() {
            unlock();
            window.openCase("case-1");
            window.add("note");
            const page = shown(item => item.title === "New note" && item.editor !== undefined);
            page.editor.keeps = false;
            return page;
        }

        function test_fullDisk_anotherCase_theFormStays() {
            typedNoteOnAFullDisk();
            verify(!window.workplace.openCase("case-2"));
            compare(window.workplace.caseId, "case-1");
            verify(heading("New note"));
        }

        function test_fullDisk_draftAndHit_theFormStays() {
            typedNoteOnAFullDisk();
            window.workplace.openDraft("note", "draft-1", "case-2");
            verify(heading("New note"));
            named("Search").clicked();
            const isHit = item => item.snippet !== undefined && typeof item.clicked === "function";
            tryVerify(() => shown(isHit) !== undefined);
            shown(isHit).clicked();
            compare(window.section, "cases");
            verify(heading("New note"));
        }

        function test_fullDisk_closingTheWindow_asksFirst() {
            const page = typedNoteOnAFullDisk();
            window.close();
            verify(window.visible);
            compare(page.editor.calls, ["keepNow"]);
            page.editor.keeps = true;
            window.close();
            verify(!window.visible);
        }

        function test_fullDisk_closingAllTheSame_takesAYes() {
            typedNoteOnAFullDisk();
            window.close();
            const yes = () => Walk.find(window.contentItem.T.Overlay.overlay, item => item.text === "Close and lose it" && typeof item.clicked === "function");
            tryVerify(() => yes() !== undefined);
            yes().clicked();
            tryVerify(() => !window.visible);
        }

        function test_textInMemory_isSaid_alsoLocked_andKeepsTheWindow() {
            App.textWaiting = true;
            verify(shown(item => item.visible && String(item.text).includes("waits in memory")) !== undefined);
            window.close();
            verify(window.visible);
            App.textWaiting = false;
        }

        function test_save_returnsToTheCase() {
            unlock();
            window.openCase("case-1");
            window.add("person");
            verify(heading("New person"));
            named("Save person").clicked();
            verify(!heading("New person"));
        }

        function test_photos_fromARecord_openAndComeBack() {
            unlock();
            window.openCase("case-1");
            window.openRecord("note", "record-1");
            shown(item => item.photoId === "photo-1" && typeof item.clicked === "function").clicked();
            verify(heading("cheek.jpg · 1 of 2"));
            keyClick(Qt.Key_Escape);
            verify(heading("Note"));
            named("Add from this device").clicked();
            verify(heading("Add photos and documents"));
            keyClick(Qt.Key_Escape);
            verify(heading("Note"));
        }

        function test_photos_ofANewNote_itIsSavedAndShown() {
            unlock();
            window.openCase("case-1");
            window.add("note");
            named("Save note and add photos").clicked();
            verify(!heading("New note"));
            verify(heading("Note"));
        }

        function test_records_everyKind_opensItsPage() {
            unlock();
            window.openCase("case-1");
            window.openRecord("huisverbod", "huisverbod-1");
            verify(heading("Huisverbod"));
            named("Extension").clicked();
            verify(heading("New event"));
            keyClick(Qt.Key_Escape);
            keyClick(Qt.Key_Escape);
            window.openRecord("note", "record-1");
            verify(heading("Note"));
            named("Edit").clicked();
            verify(heading("Edit note"));
        }

        function test_forms_everyKind_open() {
            unlock();
            for (const [kind, title] of [["note", "New note"], ["person", "New person"], ["injury", "New injury"],
                                         ["huisverbod", "New huisverbod"]]) {
                window.openCase("case-1");
                window.add(kind);
                verify(heading(title), kind);
            }
        }

        function test_draft_fromTheList_opensItsForm() {
            unlock();
            shown(item => item.draftId === "draft-1" && typeof item.clicked === "function").clicked();
            verify(heading("New note"));
            compare(window.workplace.caseId, "case-1");
        }

        function test_sections_searchAndSettings_open() {
            unlock();
            named("Search").clicked();
            verify(heading("Search"));
            const isHit = item => item.snippet !== undefined && typeof item.clicked === "function";
            tryVerify(() => shown(isHit) !== undefined);
            shown(isHit).clicked();
            verify(heading("Note"));
            named("Inbox: 2").clicked();
            verify(heading("Inbox"));
            named("Settings").clicked();
            verify(heading("Settings"));
            named("Cases").clicked();
            verify(!heading("Settings"));
        }

        function test_wide_caseAndList_standSideBySide() {
            unlock();
            window.openCase("case-1");
            verify(heading("Cases") && heading("Familie Jansen, Goes"));
        }

        function test_tall_caseCoversTheList_andBackLeads() {
            window.width = 800;
            window.height = 1280;
            waitForRendering(window.contentItem);
            unlock();
            tryCompare(window, "width", 800);
            verify(heading("Cases"));
            window.openCase("case-1");
            verify(!heading("Cases") && heading("Familie Jansen, Goes"));
            named("Back to the cases").clicked();
            compare(window.workplace.caseId, "");
            verify(heading("Cases"));
        }

        function test_noHome_enrolment_isShown() {
            App.state = App.State.NoHome;
            verify(heading("Make this device yours"));
            verify(shown(child => child.Accessible.name.includes("112")) !== undefined);
        }

        function test_theme_followsTheApp() {
            App.dark = true;
            compare(Theme.dark, true);
            App.dark = false;
            compare(Theme.dark, false);
        }
    }
}
