import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// Words over all cases of this device, newest first.
FocusScope {
    id: page

    required property var hits  // SearchModel

    signal recordOpened(string caseId, string kind, string recordId)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Search")

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
        x: Math.max(Theme.gapLarge, (parent.width - width) / 2)
        width: Math.min(parent.width - 2 * Theme.gapLarge, Theme.pageWidthMax)
        topPadding: Theme.gap
        spacing: Theme.gap

        AppText {
            width: parent.width
            text: qsTr("Search")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        AppTextField {
            width: parent.width
            input.focus: true
            label: qsTr("Words in notes, injuries, people and huisverboden")
            hint: qsTr("Every word must occur; the beginning of a word is enough. Works offline.")
            value: page.hits.text
            onEdited: text => page.hits.text = text
            onAccepted: page.hits.searchNow()
        }

        AppText {
            width: parent.width
            text: page.hits.resultText
            soft: true
            font.pixelSize: Theme.small
        }
    }

    ListView {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: parent.bottom
        x: head.x
        width: head.width
        model: page.hits
        spacing: Theme.gapSmall
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        topMargin: 4
        bottomMargin: Theme.gapLarge
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Found")

        ScrollBar.vertical: ScrollBar {
            policy: ScrollBar.AsNeeded
        }

        delegate: RecordRow {
            required property int index
            required property string caseId
            required property string caseTitle
            required property string recordId
            required property string snippet
            required property string whenText

            width: ListView.view.width
            title: caseTitle
            text: snippet
            byline: [kindText, whenText].filter(words => words !== "").join(" · ")
            onClicked: page.recordOpened(caseId, kind, recordId)
            onActiveFocusChanged: activeFocus ? ListView.view.positionViewAtIndex(index, ListView.Contain) : undefined
        }
    }
}
