import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A place of the app in the bar: drawing over word.
AbstractButton {
    id: button

    required property string iconName
    property bool current: false

    implicitWidth: Theme.railWidth - 12
    implicitHeight: 64
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: current
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: button.current ? Theme.accentSoft : button.hovered ? Theme.surfaceAlt : "transparent"

        FocusRing {
            target: button
            gap: 0
        }
    }

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: 3

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.iconName
                color: button.current ? Theme.accentStrong : Theme.inkSoft
            }

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.text
                color: button.current ? Theme.accentStrong : Theme.inkSoft
                font.pixelSize: 14
                font.weight: button.current ? Font.DemiBold : Font.Normal
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
