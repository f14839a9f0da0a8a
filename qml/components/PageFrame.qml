import QtQuick
import QtQuick.Controls.Basic
import Veldpost
import "scrolling.js" as Scrolling

// What every page has: a title with a way back, a column that scrolls and keeps the focus in sight, and at the foot the
// page's main actions.
FocusScope {
    id: frame

    required property string title
    property string subtitle: ""
    property bool hasBack: false
    property int widthMax: Theme.pageWidthMax
    property alias actions: actionRow.data
    property alias footer: footerRow.data
    default property alias content: column.data
    readonly property bool wide: width >= 700
    readonly property alias contentWidth: column.width

    signal back()

    Accessible.role: Accessible.Pane
    Accessible.name: title
    Keys.onEscapePressed: back()

    Rectangle {
        id: head

        z: 1
        color: Theme.paper
        width: parent.width
        height: Math.max(72, words.height + 24)

        IconButton {
            id: backButton

            x: Math.max(Theme.gapSmall, column.x - width - Theme.gapSmall)
            anchors.verticalCenter: parent.verticalCenter
            visible: frame.hasBack
            iconName: "back"
            text: qsTr("Back")
            onClicked: frame.back()
        }

        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: frame.hasBack ? Math.max(Theme.touch + Theme.gap, column.x) : column.x
            anchors.right: actionRow.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                width: parent.width
                text: frame.title
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            AppText {
                width: parent.width
                visible: frame.subtitle !== ""
                text: frame.subtitle
                soft: true
                font.pixelSize: Theme.small
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }

        Row {
            id: actionRow

            anchors.right: parent.right
            anchors.rightMargin: Theme.gapLarge
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall
        }
    }

    Flickable {
        id: scroller

        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        contentHeight: column.implicitHeight + Theme.gapHuge
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        ScrollBar.vertical: ScrollBar {
            policy: ScrollBar.AsNeeded
        }

        Column {
            id: column

            x: Math.max(Theme.gapLarge, (scroller.width - width) / 2)
            width: Math.min(scroller.width - 2 * Theme.gapLarge, frame.widthMax)
            topPadding: 4
            spacing: Theme.gapLarge
        }

        Connections {
            target: frame.Window.window
            function onActiveFocusItemChanged() {
                scroller.contentY = Scrolling.reveal(scroller, column, frame.Window.activeFocusItem)
            }
        }
    }

    Rectangle {
        id: foot

        z: 1
        anchors.bottom: parent.bottom
        width: parent.width
        height: footerRow.children.length > 0 ? footerRow.implicitHeight + 24 : 0
        clip: true
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }

        Flow {
            id: footerRow

            x: column.x
            y: 12
            width: column.width
            spacing: Theme.gap
        }
    }
}
