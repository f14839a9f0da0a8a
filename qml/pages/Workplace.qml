import QtQuick
import QtQuick.Controls.Basic
import Veldpost
import Veldpost.ViewModels

// The unlocked app: the bar of places, the list of cases, and beside it (or over it, on a tall screen) what is open.
// Lives only while the app is unlocked; locking takes it away with all its models.
FocusScope {
    id: work

    required property var app    // App
    required property var codes  // Codes
    required property bool wide
    required property string section
    property string caseId: ""
    readonly property bool deep: detail.depth > 1
    readonly property var forms: ({note: notePage, person: personPage, injury: injuryPage, huisverbod: huisverbodForm,
                                   huisverbod_event: eventPage})

    signal sectionChosen(string section)

    // Whether the open form could keep what is typed in it; where it could not, it stays in front with its message.
    function keepForm(): bool {
        return detail.currentItem?.editor?.keepNow() ?? true
    }
    function openCase(id: string): bool {
        return sectionChosen("cases"), keepForm() && showCase(id)
    }
    function showCase(id: string): bool {
        return detail.pop(null, StackView.Immediate), caseId = id, detail.currentItem.forceActiveFocus(), true
    }
    function openRecord(kind: string, recordId: string) {
        detail.push(kind === "huisverbod" ? huisverbodPage : recordPage, {recordId: recordId})
    }
    function editRecord(kind: string, recordId: string) {
        detail.push(forms[kind], {recordId: recordId})
    }
    function add(kind: string) {
        detail.push(forms[kind], {})
    }
    function openDraft(kind: string, draftId: string, ofCase: string) {
        openCase(ofCase) ? detail.push(forms[kind], {draftId: draftId}) : undefined
    }
    function openPhoto(recordId: string, photoId: string) {
        detail.push(photoPage, {recordId: recordId, photoId: photoId})
    }
    function addPhotos() {
        detail.push(filesPage, {photos: detail.currentItem.photos})
    }
    // A form was saved: back to where it was opened, or on to the record, for its photos.
    function saved(form: var, kind: string, recordId: string) {
        back(), form.photosWanted ? openRecord(kind, recordId) : undefined
    }
    function saveForPhotos(form: var) {
        form.photosWanted = true, form.editor.done() ? undefined : form.photosWanted = false
    }
    function openConflict(recordId: string) {
        detail.push(conflictPage, {recordId: recordId})
    }
    function share() {
        detail.push(membersPage)
    }
    function back() {
        deep ? detail.pop(StackView.Immediate) : caseId = ""
    }
    function open(editor: var, recordId: string, draftId: string): bool {
        return draftId !== "" ? editor.openDraft(draftId) : recordId !== "" ? editor.openEdit(recordId) : editor.openNew(caseId)
    }

    Shortcut {
        sequences: [StandardKey.New]
        onActivated: work.caseId !== "" && !work.deep ? work.add("note") : list.askForNew()
        enabled: !work.deep && work.section === "cases"
    }

    Shortcut {
        sequences: [StandardKey.Find]
        onActivated: work.sectionChosen("search")
    }

    ConflictModel {
        id: conflictList
    }

    WaitingModel {
        id: waitingList
    }

    NavBar {
        id: bar

        z: 1
        upright: work.wide
        section: work.section
        inboxCount: conflictList.count + waitingList.toDecide
        width: work.wide ? Theme.railWidth : parent.width
        height: work.wide ? parent.height : 72
        y: work.wide ? 0 : parent.height - height
        onChosen: section => work.sectionChosen(section)
        onLockAsked: work.app.lock()
    }

    Rectangle {
        id: top

        z: 1
        color: Theme.paper
        x: work.wide ? bar.width : 0
        width: parent.width - x
        height: Math.max(64, sync.height + Theme.gap)

        AppText {
            x: Theme.gapLarge
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - sync.width - 3 * Theme.gapLarge
            text: [work.app.userName, work.app.todayText].filter(words => words !== "").join(" · ")
            soft: true
            font.pixelSize: Theme.small
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }

        SyncPill {
            id: sync

            anchors.right: parent.right
            anchors.rightMargin: Theme.gapLarge
            anchors.verticalCenter: parent.verticalCenter
            sync: work.app.sync
            compact: !work.wide
        }
    }

    Item {
        id: stage

        anchors.top: top.bottom
        anchors.bottom: work.wide ? parent.bottom : bar.top
        x: top.x
        width: top.width

        CaseListPage {
            id: list

            visible: work.section === "cases" && (work.wide ? !work.deep : work.caseId === "" && !work.deep)
            width: work.wide ? 380 : parent.width
            height: parent.height
            focus: visible && work.caseId === ""
            currentCaseId: work.caseId
            cases: CaseListModel {}
            drafts: DraftModel {}
            onCaseOpened: caseId => work.openCase(caseId)
            onDraftOpened: (kind, draftId, caseId) => work.openDraft(kind, draftId, caseId)
        }

        Rectangle {
            visible: work.wide && list.visible
            x: list.width
            width: 1
            height: parent.height
            color: Theme.line
        }

        StackView {
            id: detail

            visible: work.section === "cases" && (work.wide || work.caseId !== "" || work.deep)
            x: list.visible && work.wide ? list.width + 1 : 0
            width: parent.width - x
            height: parent.height
            focus: visible && !list.focus
            initialItem: caseHome
            pushEnter: null
            pushExit: null
            popEnter: null
            popExit: null
            onCurrentItemChanged: currentItem?.forceActiveFocus()
        }

        Loader {
            anchors.fill: parent
            active: work.section === "search"
            focus: active
            sourceComponent: SearchPage {
                focus: true
                hits: SearchModel {}
                onRecordOpened: (caseId, kind, recordId) => work.openCase(caseId) ? work.openRecord(kind, recordId) : undefined
            }
        }

        Loader {
            anchors.fill: parent
            active: work.section === "inbox"
            focus: active
            sourceComponent: InboxPage {
                focus: true
                conflicts: conflictList
                waiting: waitingList
                onConflictOpened: (caseId, recordId) => work.openCase(caseId) ? work.openConflict(recordId) : undefined
            }
        }

        Loader {
            anchors.fill: parent
            active: work.section === "settings"
            focus: active
            sourceComponent: SettingsPage {
                focus: true
                app: work.app
                languages: work.codes.languages
                themes: work.codes.themes
                textSizes: work.codes.textSizes
            }
        }
    }

    Component {
        id: caseHome

        FocusScope {
            Loader {
                anchors.fill: parent
                active: work.caseId !== ""
                focus: true
                sourceComponent: CaseTimelinePage {
                    focus: true
                    hasBack: !work.wide
                    dossier: CasePage {
                        caseId: work.caseId
                    }
                    timeline: TimelineModel {
                        caseId: work.caseId
                    }
                    onBack: work.back()
                    onRecordOpened: (kind, recordId) => work.openRecord(kind, recordId)
                    onAddAsked: kind => work.add(kind)
                    onMembersAsked: work.share()
                }
            }

            EmptyNote {
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.gapHuge, 420)
                visible: work.caseId === ""
                text: qsTr("Choose a case, or make a new one.")
            }
        }
    }

    Component {
        id: notePage

        NotePage {
            id: noteForm

            property string recordId: ""
            property string draftId: ""
            property bool photosWanted: false

            editor: NoteEditor {
                onFinished: id => work.saved(noteForm, "note", id)
            }
            photos: PhotoModel {
                recordId: noteForm.editor.recordId
            }
            onClosed: work.back()
            onPhotoOpened: photoId => work.openPhoto(editor.recordId, photoId)
            onPhotosAsked: work.addPhotos()
            onPhotosAskedAfterSave: work.saveForPhotos(noteForm)
            Component.onCompleted: work.open(editor, recordId, draftId)
        }
    }

    Component {
        id: personPage

        PersonPage {
            property string recordId: ""
            property string draftId: ""

            roleChoices: work.codes.personRoles
            editor: PersonEditor {
                onFinished: work.back()
            }
            onClosed: work.back()
            Component.onCompleted: work.open(editor, recordId, draftId)
        }
    }

    Component {
        id: injuryPage

        InjuryPage {
            id: injuryForm

            property string recordId: ""
            property string draftId: ""
            property bool photosWanted: false

            codes: work.codes
            today: work.app.todayDay
            editor: InjuryEditor {
                onFinished: id => work.saved(injuryForm, "injury", id)
            }
            photos: PhotoModel {
                recordId: injuryForm.editor.recordId
            }
            onPhotoOpened: photoId => work.openPhoto(editor.recordId, photoId)
            onPhotosAsked: work.addPhotos()
            onPhotosAskedAfterSave: work.saveForPhotos(injuryForm)
            bodyMap: BodyMapModel {
                caseId: work.caseId
            }
            onClosed: work.back()
            Component.onCompleted: work.open(editor, recordId, draftId)
        }
    }

    Component {
        id: huisverbodForm

        HuisverbodFormPage {
            property string recordId: ""
            property string draftId: ""

            codes: work.codes
            today: work.app.todayDay
            editor: HuisverbodEditor {
                onFinished: work.back()
            }
            onClosed: work.back()
            Component.onCompleted: work.open(editor, recordId, draftId)
        }
    }

    Component {
        id: eventPage

        HuisverbodEventPage {
            property string recordId: ""
            property string draftId: ""
            property string huisverbodId: ""
            property string event: ""

            codes: work.codes
            today: work.app.todayDay
            editor: HuisverbodEventEditor {
                onFinished: work.back()
            }
            onClosed: work.back()
            Component.onCompleted: huisverbodId !== "" ? editor.openFor(work.caseId, huisverbodId, event)
                                                       : work.open(editor, recordId, draftId)
        }
    }

    Component {
        id: huisverbodPage

        HuisverbodPage {
            id: huisverbodHost

            property string recordId: ""

            huisverbod: HuisverbodModel {
                recordId: huisverbodHost.recordId
            }
            onClosed: work.back()
            onEditAsked: recordId => work.editRecord("huisverbod", recordId)
            onEventAsked: event => detail.push(eventPage, {huisverbodId: recordId, event: event})
            onHistoryAsked: recordId => detail.push(recordPage, {recordId: recordId})
        }
    }

    Component {
        id: recordPage

        RecordPage {
            id: recordHost

            property string recordId: ""

            record: RecordView {
                recordId: recordHost.recordId
            }
            photos: PhotoModel {
                recordId: recordHost.recordId
            }
            onClosed: work.back()
            onPhotoOpened: photoId => work.openPhoto(recordId, photoId)
            onPhotosAsked: work.addPhotos()
            onEditAsked: (kind, recordId) => work.editRecord(kind, recordId)
            onChoiceAsked: work.openConflict(recordId)
        }
    }

    Component {
        id: conflictPage

        ConflictPage {
            id: conflictHost

            property string recordId: ""

            conflict: ConflictView {
                recordId: conflictHost.recordId
            }
            onClosed: work.back()
        }
    }

    Component {
        id: photoPage

        PhotoPage {
            id: photoHost

            property string recordId: ""
            property string photoId: ""

            photo: PhotoView {
                recordId: photoHost.recordId
                photoId: photoHost.photoId
            }
            onClosed: work.back()
        }
    }

    Component {
        id: filesPage

        FilesPage {
            files: FileChooser {}
            onClosed: work.back()
        }
    }

    Component {
        id: membersPage

        MembersPage {
            rights: work.codes.rights
            members: MemberModel {
                caseId: work.caseId
            }
            onClosed: work.back()
        }
    }
}
