import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// Choosing files of this device for a record.
FocusScope {
    id: page

    required property var files   // FileChooser
    required property var photos  // PhotoModel: who takes them

    signal closed()

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Add photos and documents")
    Keys.onEscapePressed: closed()

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
            height: Math.max(title.height, Theme.touch)

            IconButton {
                id: backButton

                x: -Theme.gap
                iconName: "back"
                text: qsTr("Back")
                onClicked: page.closed()
            }

            AppText {
                id: title

                anchors.left: backButton.right
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Add photos and documents")
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }

        Banner {
            width: parent.width
            text: page.photos?.errorText ?? ""
        }

        ChoiceGroup {
            width: parent.width
            label: ""
            clearable: false
            Accessible.name: qsTr("Places on this device")
            choices: page.files.places
            chosen: page.files.place
            onPicked: path => page.files.goTo(path)
        }

        Row {
            width: parent.width
            spacing: Theme.gapSmall

            IconButton {
                id: upButton

                iconName: "up"
                text: qsTr("To the folder above")
                enabled: page.files.canGoUp
                onClicked: page.files.goUp()
            }

            AppText {
                width: parent.width - upButton.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                text: page.files.folderText
                soft: true
                wrapMode: Text.NoWrap
                elide: Text.ElideLeft
            }
        }
    }

    ListView {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: foot.top
        x: Theme.gapLarge
        width: parent.width - 2 * Theme.gapLarge
        model: page.files
        spacing: Theme.gapTiny
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        topMargin: 4
        bottomMargin: Theme.gapLarge
        Accessible.role: Accessible.List
        Accessible.name: page.files.folderText

        ScrollBar.vertical: ScrollBar {
            policy: ScrollBar.AsNeeded
        }

        delegate: FileRow {
            required property int index

            width: ListView.view.width
            onClicked: page.files.open(index)
            onActiveFocusChanged: activeFocus ? ListView.view.positionViewAtIndex(index, ListView.Contain) : undefined
        }

        EmptyNote {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gapHuge
            visible: page.files.emptyText !== ""
            text: page.files.emptyText
        }
    }

    Rectangle {
        id: foot

        z: 1
        anchors.bottom: parent.bottom
        width: parent.width
        height: buttons.implicitHeight + 24
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }

        Flow {
            id: buttons

            x: Theme.gapLarge
            y: 12
            width: parent.width - 2 * Theme.gapLarge
            spacing: Theme.gap

            AppButton {
                kind: "primary"
                iconName: "add"
                enabled: page.files.chosenCount > 0
                text: page.files.chosenCount > 0 ? qsTr("Add %n file(s)", "", page.files.chosenCount) : qsTr("Tick what to add")
                onClicked: page.photos.addFiles(page.files.chosenPaths) ? page.closed() : undefined
            }

            AppButton {
                text: qsTr("Cancel")
                onClicked: page.closed()
            }
        }
    }
}
