import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One case: everything in it in one list, newest first, and what can be added.
FocusScope {
    id: page

    required property var dossier   // CasePage of the view models
    required property var timeline  // TimelineModel
    property bool hasBack: true
    readonly property bool wide: width >= 760
    readonly property bool high: height >= 560 * Theme.textScale  // else what can be added scrolls along
    readonly property bool roomy: width >= 480 * Theme.textScale  // for a button beside the title

    signal back()
    signal recordOpened(string kind, string recordId)
    signal addAsked(string kind)
    signal membersAsked()

    Accessible.role: Accessible.Pane
    Accessible.name: dossier.title
    Keys.onEscapePressed: back()

    Component {
        id: tools

        Column {
            spacing: Theme.gap

            Flow {
                width: parent.width
                spacing: Theme.gapSmall

                AppButton {
                    kind: "primary"
                    iconName: "note"
                    text: qsTr("Note")
                    Accessible.name: qsTr("Add a note")
                    onClicked: page.addAsked("note")
                }

                AppButton {
                    iconName: "bandage"
                    text: qsTr("Injury")
                    Accessible.name: qsTr("Add an injury")
                    onClicked: page.addAsked("injury")
                }

                AppButton {
                    iconName: "person"
                    text: qsTr("Person")
                    Accessible.name: qsTr("Add a person")
                    onClicked: page.addAsked("person")
                }

                AppButton {
                    iconName: "house_ban"
                    text: qsTr("Huisverbod")
                    Accessible.name: qsTr("Add a huisverbod")
                    onClicked: page.addAsked("huisverbod")
                }

                AppButton {
                    visible: !page.roomy
                    kind: "quiet"
                    iconName: "people"
                    text: qsTr("Sharing")
                    onClicked: page.membersAsked()
                }
            }

            ChoiceGroup {
                width: parent.width
                label: ""
                clearable: false
                Accessible.name: qsTr("Show")
                choices: [{code: "", name: qsTr("Everything")}, {code: "note", name: qsTr("Notes")},
                          {code: "injury", name: qsTr("Injuries")}, {code: "person", name: qsTr("People")},
                          {code: "huisverbod", name: qsTr("Huisverboden")}]
                chosen: page.timeline.kind
                onPicked: code => page.timeline.kind = code
            }
        }
    }

    // Drawn over the list: the software renderer does not clip the icons of its rows.
    Rectangle {
        z: 1
        width: parent.width
        height: list.y
        color: Theme.paper
    }

    Column {
        id: head

        z: 1
        x: Theme.gapLarge
        width: parent.width - 2 * Theme.gapLarge
        topPadding: Theme.gap
        spacing: Theme.gap

        Item {
            width: parent.width
            height: Math.max(words.height, Theme.touch)

            IconButton {
                id: backButton

                x: -Theme.gap
                visible: page.hasBack
                iconName: "back"
                text: qsTr("Back to the cases")
                onClicked: page.back()
            }

            Column {
                id: words

                anchors.left: page.hasBack ? backButton.right : parent.left
                anchors.right: page.roomy ? members.left : parent.right
                anchors.rightMargin: Theme.gap

                AppText {
                    width: parent.width
                    text: page.dossier.title
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }

                AppText {
                    width: parent.width
                    text: [page.dossier.safetyText, page.dossier.membersText].filter(words => words !== "").join(" · ")
                    soft: true
                    font.pixelSize: Theme.small
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
            }

            AppButton {
                id: members

                anchors.right: parent.right
                visible: page.roomy
                iconName: "people"
                text: qsTr("Sharing")
                onClicked: page.membersAsked()
            }
        }

        Banner {
            width: parent.width
            text: page.dossier.errorText !== "" ? page.dossier.errorText : page.timeline.errorText
        }

        Loader {
            width: parent.width
            active: page.high
            sourceComponent: tools
        }
    }

    ListView {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: parent.bottom
        x: Theme.gapLarge
        width: parent.width - 2 * Theme.gapLarge
        model: page.timeline
        spacing: Theme.gapSmall
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        topMargin: 4
        bottomMargin: Theme.gapLarge
        section.property: "day"

        header: Loader {
            width: ListView.view.width
            active: !page.high
            sourceComponent: tools
            onHeightChanged: list.contentY < height ? Qt.callLater(list.positionViewAtBeginning) : undefined
        }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What is in this case")

        ScrollBar.vertical: ScrollBar {
            policy: ScrollBar.AsNeeded
        }

        section.delegate: AppText {
            required property string section

            width: ListView.view.width
            topPadding: Theme.gap
            bottomPadding: Theme.gapSmall
            text: section
            soft: true
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }

        delegate: RecordRow {
            id: row

            required property int index
            required property string openId
            required property string authorName
            required property string whenText
            required property bool conflict
            required property string conflictText
            required property bool needsNewerApp
            required safety
            required safetyWord
            required safetyText
            required editedText
            required retracted
            required doctorsFile

            width: ListView.view.width
            byline: [authorName, whenText].filter(words => words !== "").join(" · ")
            note: conflict ? conflictText : needsNewerApp ? qsTr("Needs a newer app to be shown whole") : ""
            onClicked: page.recordOpened(kind === "huisverbod_event" ? "huisverbod" : kind, openId)
            onActiveFocusChanged: activeFocus ? ListView.view.positionViewAtIndex(index, ListView.Contain) : undefined
        }

        EmptyNote {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.gapHuge, 420)
            visible: page.timeline.count === 0
            iconName: "note"
            text: page.timeline.kind === "" ? qsTr("Nothing here yet. A first note is a good beginning.")
                                            : qsTr("Nothing of this kind in the case.")
        }
    }
}
