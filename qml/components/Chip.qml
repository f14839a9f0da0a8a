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
    implicitWidth: Math.ceil(row.wide) + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.touch, row.implicitHeight + 12)
    width: parent && parent.width > 0 ? Math.min(implicitWidth, parent.width) : implicitWidth
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
        radius: Math.min(height / 2, Theme.touch / 2)
        color: chip.checked ? Theme.accentSoft : chip.hovered || chip.down ? Theme.surfaceAlt : Theme.surface
        border.width: chip.checked ? 2 : 1
        border.color: chip.checked ? Theme.accent : Theme.outline

        FocusRing {
            target: chip
            radius: parent.radius + gap
        }
    }

    contentItem: Item {
        implicitWidth: row.wide
        implicitHeight: row.implicitHeight

        TextMetrics {
            id: measure

            text: chip.text
            font: word.font
        }

        Row {
            id: row

            readonly property real beside: sign.visible ? sign.width + spacing : 0
            readonly property real wide: Math.ceil(measure.advanceWidth) + 1 + beside

            anchors.centerIn: parent
            spacing: 6

            Icon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                visible: chip.checked || chip.iconName !== ""
                name: chip.checked ? "check" : chip.iconName
                color: chip.checked ? Theme.accentStrong : Theme.inkSoft
                size: 20
            }

            AppText {
                id: word

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(measure.advanceWidth) + 1, Math.max(0, chip.availableWidth - row.beside))
                text: chip.text
                color: chip.checked ? Theme.accentStrong : Theme.ink
                font.pixelSize: chip.compact ? Theme.small : Theme.body
                font.weight: chip.checked ? Font.DemiBold : Font.Normal
                Accessible.ignored: true
            }
        }
    }
}
