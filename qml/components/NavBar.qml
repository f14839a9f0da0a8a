import QtQuick
import Veldpost

// The places of the app: a rail at the side on a wide screen, a bar at the foot on a tall one.
Rectangle {
    id: bar

    required property bool upright
    required property string section
    property int inboxCount: 0

    signal chosen(string section)
    signal lockAsked()

    implicitWidth: Theme.railWidth
    implicitHeight: 72
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places of the app")

    Rectangle {
        x: bar.upright ? bar.width - 1 : 0
        width: bar.upright ? 1 : parent.width
        height: bar.upright ? parent.height : 1
        color: Theme.line
    }

    Grid {
        id: places

        readonly property real cell: bar.upright ? bar.width - 12 : Math.min(Theme.railWidth - 12, (bar.width - 8) / 5)

        anchors.horizontalCenter: parent.horizontalCenter
        y: bar.upright ? 14 : 4
        columns: bar.upright ? 1 : 5
        spacing: bar.upright ? Theme.gapSmall : 0

        NavButton {
            width: places.cell
            compact: !bar.upright
            iconName: "folder"
            text: qsTr("Cases")
            current: bar.section === "cases"
            onClicked: bar.chosen("cases")
        }

        NavButton {
            width: places.cell
            compact: !bar.upright
            iconName: "inbox"
            text: qsTr("Inbox")
            count: bar.inboxCount
            current: bar.section === "inbox"
            onClicked: bar.chosen("inbox")
        }

        NavButton {
            width: places.cell
            compact: !bar.upright
            iconName: "search"
            text: qsTr("Search")
            current: bar.section === "search"
            onClicked: bar.chosen("search")
        }

        NavButton {
            width: places.cell
            compact: !bar.upright
            iconName: "gear"
            text: qsTr("Settings")
            current: bar.section === "settings"
            onClicked: bar.chosen("settings")
        }

        NavButton {
            width: places.cell
            compact: !bar.upright
            visible: !bar.upright
            iconName: "lock"
            text: qsTr("Lock")
            onClicked: bar.lockAsked()
        }
    }

    NavButton {
        width: bar.width - 12
        visible: bar.upright
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 14
        iconName: "lock"
        text: qsTr("Lock")
        onClicked: bar.lockAsked()
    }
}
