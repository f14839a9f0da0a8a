import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One of the values people wrote, with who wrote it; the whole of it is the button.
AbstractButton {
    id: choice

    required property string whoText

    checkable: false
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 24)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.RadioButton
    Accessible.name: [text, whoText].join(". ")
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: choice.checked ? Theme.accentSoft : choice.hovered || choice.down ? Theme.surfaceAlt : Theme.surface
        border.width: choice.checked ? 2 : 1
        border.color: choice.checked ? Theme.accent : Theme.outline

        FocusRing {
            target: choice
        }
    }

    contentItem: Item {
        Icon {
            id: sign

            x: 12
            anchors.verticalCenter: parent.verticalCenter
            visible: choice.checked
            name: "check"
            color: Theme.accentStrong
        }

        Column {
            id: words

            x: 48
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 14
            spacing: 3

            AppText {
                width: parent.width
                text: choice.text
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                text: choice.whoText
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
