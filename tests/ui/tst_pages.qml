import QtQuick
import QtQuick.Templates as T
import QtTest
import Veldpost
import "fakes"
import "walk.js" as Walk

// Every page on made-up models: names and roles for screen readers, reach by Tab, and what its keys and buttons do.
Item {
    id: stage

    width: 1280
    height: 800

    Component {
        id: unlockPage

        UnlockPage {
            anchors.fill: parent
            app: FakeApp {
                pinReady: true
            }
        }
    }

    Component {
        id: enrolPage

        EnrolPage {
            anchors.fill: parent
            app: FakeApp {}
        }
    }

    Component {
        id: caseListPage

        CaseListPage {
            anchors.fill: parent
            cases: FakeCases {}
            drafts: FakeDrafts {}
        }
    }

    Component {
        id: casePage

        CaseTimelinePage {
            anchors.fill: parent
            dossier: FakeDossier {}
            timeline: FakeTimeline {}
        }
    }

    Component {
        id: notePage

        NotePage {
            anchors.fill: parent
            editor: FakeNoteEditor {
                modified: true
                reasonNeeded: true
            }
            photos: FakePhotos {}
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
            anchors.fill: parent
            editor: FakeInjuryEditor {}
            bodyMap: FakeBodyMap {}
            codes: FakeCodes {}
            photos: FakePhotos {}
        }
    }

    Component {
        id: huisverbodPage

        HuisverbodPage {
            anchors.fill: parent
            huisverbod: FakeHuisverbod {}
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

    Component {
        id: recordPage

        RecordPage {
            anchors.fill: parent
            record: FakeRecord {}
            photos: FakePhotos {}
        }
    }

    Component {
        id: photoPage

        PhotoPage {
            anchors.fill: parent
            photo: FakePhotoView {}
        }
    }

    Component {
        id: filesPage

        FilesPage {
            anchors.fill: parent
            files: FakeFiles {}
            photos: FakePhotos {}
        }
    }

    Component {
        id: membersPage

        MembersPage {
            anchors.fill: parent
            members: FakeMembers {}
            rights: [{code: "read", name: "Read"}, {code: "write", name: "Write"}]
        }
    }

    Component {
        id: searchPage

        SearchPage {
            anchors.fill: parent
            hits: FakeHits {}
        }
    }

    Component {
        id: settingsPage

        SettingsPage {
            anchors.fill: parent
            app: FakeApp {}
            languages: [{code: "nl", name: "Nederlands"}, {code: "en", name: "English"}]
            themes: [{code: "light", name: "Light"}, {code: "dark", name: "Dark"}]
            textSizes: [{code: "100", name: "Normal"}, {code: "200", name: "Twice as large"}]
        }
    }

    PageCase {
        name: "Pages"
        root: stage

        readonly property var pages: ({unlock: unlockPage, enrol: enrolPage, caseList: caseListPage, dossier: casePage,
                                       note: notePage, person: personPage, injury: injuryPage, huisverbod: huisverbodPage,
                                       huisverbodForm: huisverbodForm, event: eventPage, record: recordPage,
                                       members: membersPage, photo: photoPage, files: filesPage, search: searchPage, settings: settingsPage})

        function rows() {
            return Object.keys(pages).map(name => ({tag: name}));
        }

        function test_everyPage_operableItems_haveNameAndRole_data() {
            return rows();
        }

        function test_everyPage_operableItems_haveNameAndRole(row) {
            const page = show(pages[row.tag]);
            const items = Walk.operable(page);
            verify(items.length > 0);
            for (const item of items) {
                verify(item.Accessible.name !== "", row.tag + ": " + item);
                verify(item.Accessible.role !== Accessible.NoRole, row.tag + ": " + item.Accessible.name);
            }
        }

        function test_everyPage_buttons_areLargeEnoughForAFinger_data() {
            return rows();
        }

        function test_everyPage_buttons_areLargeEnoughForAFinger(row) {
            const page = show(pages[row.tag]);
            for (const item of Walk.operable(page).filter(item => typeof item.clicked === "function"))
                verify(item.width >= 48 && item.height >= 48, row.tag + ": " + item.Accessible.name + " " + item.width + "x" + item.height);
        }

        function test_everyPage_tab_reachesEverything_data() {
            return rows();
        }

        function test_everyPage_tab_reachesEverything(row) {
            const page = show(pages[row.tag]);
            const wanted = Walk.operable(page).filter(item => item.activeFocusOnTab);
            const seen = new Set();
            for (let step = 0; step < wanted.length + 5; ++step) {
                keyClick(Qt.Key_Tab);
                seen.add(page.Window.activeFocusItem);
            }
            for (const item of wanted)
                verify(seen.has(item), row.tag + ": " + item.Accessible.name);
        }

        function test_everyPage_tallScreen_nothingWiderThanThePage_data() {
            return rows();
        }

        function test_everyPage_tallScreen_nothingWiderThanThePage(row) {
            stage.width = 800;
            stage.height = 1130;
            const page = show(pages[row.tag]);
            for (const item of Walk.operable(page)) {
                const left = item.mapToItem(page, 0, 0).x;
                verify(left >= -1 && left + item.width <= page.width + 1, row.tag + ": " + item.Accessible.name);
            }
        }

        function test_everyPage_phoneWithLargeText_nothingWiderThanThePage_data() {
            return rows();
        }

        function test_everyPage_phoneWithLargeText_nothingWiderThanThePage(row) {
            stage.width = 390;
            stage.height = 700;
            Theme.textScale = 2;
            const page = show(pages[row.tag]);
            for (const item of Walk.operable(page)) {
                const left = item.mapToItem(page, 0, 0).x;
                verify(left >= -1 && left + item.width <= page.width + 1, row.tag + ": " + item.Accessible.name + " " + left + " + " + item.width);
            }
        }

        function test_settings_textSize_reachesTheApp() {
            const page = show(settingsPage);
            named("Twice as large").clicked();
            compare(page.app.textPercent, 200);
        }

        function test_unlock_returnWithPin_asksTheVault() {
            const page = show(unlockPage);
            keyClick("1");
            keyClick("2");
            keyClick(Qt.Key_Return);
            compare(page.app.calls.length, 1);
            compare(page.app.calls[0].name, "unlockWithPin");
            compare(page.app.calls[0].values, ["12"]);
            keyClick(Qt.Key_Return);  // the PIN is gone from the field: an empty one is no try
            compare(page.app.calls.length, 1);
        }

        function test_unlock_pinNoLongerTaken_passphraseIsAsked() {
            const page = show(unlockPage);
            mouseClick(named("Use the passphrase"));
            mouseClick(named("Use the PIN"));
            verify(page.byPin);
            page.app.pinReady = false;  // five wrong ones, or twelve hours over
            verify(!page.byPin);
            keyClick("p");
            compare(named("Unlock").enabled, true);
            named("Unlock").clicked();
            compare(page.app.calls[0].name, "unlock");
        }

        function test_unlock_passphraseChosen_asksWithPassphrase() {
            const page = show(unlockPage);
            mouseClick(named("Use the passphrase"));
            page.app.pinReady = false;
            named("Unlock").clicked();
            compare(page.app.calls[0].name, "unlock");
        }

        function test_settings_secrets_leaveTheirFieldsAfterUse() {
            const page = show(settingsPage);
            for (const label of ["New PIN", "Passphrase now", "New passphrase", "New passphrase again"])
                Walk.find(page, item => item.label === label && item.secret).input.text = "274159";
            named("Set PIN").clicked();
            named("Change passphrase").clicked();
            compare(page.app.calls.map(call => call.name), ["setPin", "changePassphrase"]);
            compare(page.app.calls[0].values, ["274159"]);
            for (const field of Walk.all(page).filter(item => item.secret === true))
                compare(field.text, "", field.label);
        }

        function test_unlock_whileWaiting_takesNoTry() {
            const page = show(unlockPage);
            page.app.waitSeconds = 9;
            keyClick("1");
            keyClick(Qt.Key_Return);
            compare(page.app.calls.length, 0);
            verify(Walk.find(page, item => item.text !== undefined && String(item.text).includes("9")) !== undefined);
        }

        function test_caseList_returnOnARow_opensTheCase() {
            const page = show(caseListPage);
            listen("caseOpened");
            const row = Walk.find(page, item => item.caseId === "case-2" && typeof item.clicked === "function");
            row.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(spy.signalArguments[0][0], "case-2");
        }

        function test_caseList_draft_opensItsForm() {
            const page = show(caseListPage);
            listen("draftOpened");
            Walk.find(page, item => item.draftId === "draft-1" && typeof item.clicked === "function").clicked();
            compare(Array.from(spy.signalArguments[0]), ["note", "draft-1", "case-1"]);
        }

        function test_dossier_everyRow_saysItsSafetyInWords() {
            const page = show(casePage);
            const rows = Walk.all(page).filter(item => item.openId !== undefined && typeof item.clicked === "function");
            compare(rows.length, 3);
            for (const row of rows)
                verify(row.Accessible.name.includes(row.safetyText) && row.safetyText !== "");
        }

        function test_dossier_eventRow_opensItsHuisverbod() {
            const page = show(casePage);
            listen("recordOpened");
            Walk.find(page, item => item.kind === "huisverbod_event" && typeof item.clicked === "function").clicked();
            compare(Array.from(spy.signalArguments[0]), ["huisverbod", "record-2"]);
        }

        function test_dossier_addButtons_sayTheKind() {
            show(casePage);
            listen("addAsked");
            for (const name of ["Add a note", "Add an injury", "Add a person", "Add a huisverbod"])
                named(name).clicked();
            compare(spy.signalArguments.map(values => values[0]), ["note", "injury", "person", "huisverbod"]);
        }

        function test_dossier_filter_setsTheKind() {
            const page = show(casePage);
            named("Injuries").clicked();
            compare(page.timeline.kind, "injury");
        }

        function test_note_typing_goesToTheEditor() {
            const page = show(notePage);
            keyClick("h");
            keyClick("i");
            compare(page.editor.text, "hi");
            named("Save note").clicked();
            compare(page.editor.calls, ["done"]);
        }

        function test_note_escape_keepsTheDraftAndCloses() {
            const page = show(notePage);
            listen("closed");
            keyClick(Qt.Key_Escape);
            compare(page.editor.calls, ["leave"]);
            compare(spy.count, 1);
        }

        function test_note_textWithMarkup_staysText() {
            const page = show(notePage);
            page.editor.text = "<b>bold</b>";
            const area = Walk.find(page, item => item.textFormat === TextEdit.PlainText && item.text === "<b>bold</b>");
            verify(area !== undefined);
        }

        function test_injury_mapByKeys_setsRegionAndSide() {
            const page = show(injuryPage);
            const map = Walk.find(page, item => item.currentKey !== undefined);
            map.forceActiveFocus();
            map.currentKey = "knee.left";
            keyClick(Qt.Key_Return);
            compare(page.editor.region, "knee");
            compare(page.editor.laterality, "left");
            compare(page.editor.view, "");
        }

        function test_injury_list_setsRegionAndSide() {
            const page = show(injuryPage);
            named("Choose from a list").clicked();
            const list = Walk.find(page, item => item.currentIndex !== undefined && item.places !== undefined);
            list.forceActiveFocus();
            list.currentIndex = 0;
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(page.editor.region, page.bodyMap.get(1).region);
            compare(page.editor.laterality, page.bodyMap.get(1).laterality);
        }

        function test_injury_colours_toggle() {
            const page = show(injuryPage);
            named("Blue").clicked();
            named("Red").clicked();
            named("Blue").clicked();
            compare(page.editor.colours, ["red"]);
        }

        function test_huisverbod_addEvent_asks() {
            show(huisverbodPage);
            listen("eventAsked");
            named("Add an event").clicked();
            named("Extension").clicked();
            compare(spy.signalArguments.map(values => values[0]), ["", "extension"]);
        }

        function test_huisverbod_event_byKeyboard_opensItsRecord() {
            const page = show(huisverbodPage);
            listen("historyAsked");
            const line = Walk.find(page, item => item.kind === "event" && item.event === undefined && typeof item.clicked === "function");
            verify(line !== undefined);
            verify(line.Accessible.name.includes("Key handed over"));
            line.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(spy.signalArguments[0][0], line.recordId);
        }

        function test_huisverbod_imposingInConflict_showsVersionsOnly() {
            const page = show(huisverbodPage);
            page.huisverbod.conflictText = "Two people changed this at the same time: imposed";
            page.huisverbod.known = false;
            verify(Walk.find(page, item => item.Accessible.name === page.huisverbod.conflictText) !== undefined);
            compare(Walk.find(page, item => item.text === page.huisverbod.stateText), undefined);
        }

        function test_everyInput_keepsItsTextFromTheKeyboardsDictionary_data() {
            return rows();
        }

        function test_everyInput_keepsItsTextFromTheKeyboardsDictionary(row) {
            const page = show(pages[row.tag]);
            const guarded = Qt.ImhSensitiveData | Qt.ImhNoPredictiveText;
            const plain = Qt.ImhDate | Qt.ImhTime | Qt.ImhDigitsOnly | Qt.ImhUrlCharactersOnly;
            for (const item of Walk.all(page).filter(item => item.inputMethodHints !== undefined && item.Accessible.role === Accessible.EditableText))
                verify((item.inputMethodHints & guarded) === guarded || (item.inputMethodHints & plain) !== 0 || row.tag === "enrol",
                       item.Accessible.name);
        }

        function test_members_giveAndTake_callTheModel() {
            const page = show(membersPage);
            named("Give access: Karim Idrissi").clicked();
            named("Take access away: Sofie Bakker").clicked();
            compare(page.members.calls.length, 1);
            const yes = () => Walk.find(page.T.Overlay.overlay, item => item.text === "Take access away" && typeof item.clicked === "function");
            tryVerify(() => yes() !== undefined);
            yes().clicked();
            compare(page.members.calls, [["share", "user-3", "write"], ["unshare", "user-2"]]);
        }

        function test_search_return_searchesNow() {
            const page = show(searchPage);
            keyClick("k");
            compare(page.hits.text, "k");
            keyClick(Qt.Key_Return);
            compare(page.hits.asked, 1);
        }

        function test_search_hit_opensCaseAndRecord() {
            const page = show(searchPage);
            listen("recordOpened");
            Walk.find(page, item => item.recordId === "record-1" && typeof item.clicked === "function").clicked();
            compare(Array.from(spy.signalArguments[0]), ["case-1", "note", "record-1"]);
        }

        function test_settings_choices_reachTheApp() {
            const page = show(settingsPage);
            named("Nederlands").clicked();
            named("Dark").clicked();
            named("Sync now").clicked();
            compare(page.app.language, "nl");
            compare(page.app.theme, "dark");
            compare(page.app.sync.asked, 1);
        }
    }
}
