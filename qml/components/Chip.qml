import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One choice of a few. Chosen ones carry a tick, not only another colour.
AbstractButton {
    id: chip

    property bool single: true
    property string iconName: ""
    property bool compact: false  // a longer word in the same width

    checkable: false
    implicitWidth: row.implicitWidth + leftPadding + rightPadding
    implicitHeight: Theme.touch
    leftPadding: compact ? 12 : 16
    rightPadding: leftPadding
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: height / 2
        color: chip.checked ? Theme.accentSoft : chip.hovered || chip.down ? Theme.surfaceAlt : Theme.surface
        border.width: chip.checked ? 2 : 1
        border.color: chip.checked ? Theme.accent : Theme.outline

        FocusRing {
            target: chip
            radius: parent.radius + gap
        }
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth

        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: chip.checked || chip.iconName !== ""
                name: chip.checked ? "check" : chip.iconName
                color: chip.checked ? Theme.accentStrong : Theme.inkSoft
                size: 20
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: chip.text
                color: chip.checked ? Theme.accentStrong : Theme.ink
                font.pixelSize: chip.compact ? Theme.small : Theme.body
                font.weight: chip.checked ? Font.DemiBold : Font.Normal
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
