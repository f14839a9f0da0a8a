import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// The cases on this device, newest work first, and what was left unfinished.
FocusScope {
    id: page

    required property var cases   // CaseListModel
    required property var drafts  // DraftModel
    property string currentCaseId: ""

    signal caseOpened(string caseId)
    signal draftOpened(string kind, string draftId, string caseId)

    function askForNew() {
        question.open()
    }
    function show(caseId: string) {
        caseId !== "" ? (question.close(), caseOpened(caseId)) : undefined
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Cases")

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

        Flow {
            id: headLine

            readonly property real beside: width - addButton.width - spacing

            width: parent.width
            spacing: Theme.gap

            AppText {
                width: headLine.beside > 120 * Theme.textScale ? headLine.beside : parent.width
                height: Math.max(implicitHeight, Theme.touch)
                verticalAlignment: Text.AlignVCenter
                text: qsTr("Cases")
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            AppButton {
                id: addButton

                iconName: "add"
                text: qsTr("New case")
                onClicked: page.askForNew()
            }
        }

        AppTextField {
            width: parent.width
            label: ""
            example: qsTr("Find a case by its name")
            value: page.cases.filter
            onEdited: text => page.cases.filter = text
        }

        Banner {
            width: parent.width
            text: page.cases.errorText
        }
    }

    ListView {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        x: Theme.gapLarge
        width: parent.width - 2 * Theme.gapLarge
        model: page.cases
        spacing: Theme.gapSmall
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        topMargin: 4
        bottomMargin: Theme.gapLarge
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Cases")

        ScrollBar.vertical: ScrollBar {
            policy: ScrollBar.AsNeeded
        }

        header: Column {
            width: ListView.view.width
            // Drafts come after the cases: a list that stands at its top goes on standing there.
            onHeightChanged: list.contentY < height ? Qt.callLater(list.positionViewAtBeginning) : undefined
            bottomPadding: page.drafts.count > 0 ? Theme.gapLarge : 0
            spacing: Theme.gapSmall

            AppText {
                width: parent.width
                visible: page.drafts.count > 0
                text: qsTr("Not finished yet")
                font.weight: Font.DemiBold
            }

            Repeater {
                model: page.drafts

                RecordRow {
                    required property string draftId
                    required property string caseId
                    required property string caseTitle
                    required property string whenText

                    width: parent.width
                    title: qsTr("Draft: %1").arg(kindText)
                    byline: [caseTitle, whenText].filter(words => words !== "").join(" · ")
                    onClicked: page.draftOpened(kind, draftId, caseId)
                }
            }
        }

        delegate: CaseRow {
            required property int index
            required property string caseId

            width: ListView.view.width
            current: caseId === page.currentCaseId
            onClicked: page.caseOpened(caseId)
            onActiveFocusChanged: activeFocus ? ListView.view.positionViewAtIndex(index, ListView.Contain) : undefined
        }

        EmptyNote {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gapHuge
            visible: page.cases.count === 0
            text: page.cases.filter === "" ? qsTr("No cases yet. Make one, or sync to get those that were shared with you.")
                                           : qsTr("No case has this in its name.")
        }
    }

    AppDialog {
        id: question

        title: qsTr("New case")
        text: qsTr("A name your colleagues will know it by. It is saved on this device at once.")
        fieldLabel: qsTr("Name of the case")
        confirmText: qsTr("Make the case")
        problem: page.cases.errorText
        onConfirmed: answer => page.show(page.cases.createCase(answer))
    }
}
