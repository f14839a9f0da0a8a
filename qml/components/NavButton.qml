import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A place of the app in the bar: drawing over word.
AbstractButton {
    id: button

    required property string iconName
    property bool current: false
    property bool compact: false  // five of them beside each other on a phone
    property int count: 0         // what waits there; 0 shows nothing

    implicitWidth: Theme.railWidth - 12
    implicitHeight: 64
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: count > 0 ? qsTr("%1: %2").arg(text).arg(count) : text
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

                Rectangle {
                    x: parent.width - 6
                    y: -7
                    visible: button.count > 0
                    width: Math.max(height, number.implicitWidth + 10)
                    height: 20
                    radius: 10
                    color: Theme.danger

                    AppText {
                        id: number

                        anchors.centerIn: parent
                        text: button.count > 99 ? qsTr("99+") : button.count
                        color: Theme.dangerInk
                        font.pixelSize: 13
                        font.weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }

            AppText {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(implicitWidth, button.width - 4)
                text: button.text
                color: button.current ? Theme.accentStrong : Theme.inkSoft
                font.pixelSize: Math.round((button.compact ? 13 : 14) * Theme.barScale)
                font.weight: button.current ? Font.DemiBold : Font.Normal
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
