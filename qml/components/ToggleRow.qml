import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A yes or no, with its words to the right of the box; the whole row answers to a tap.
AbstractButton {
    id: toggle

    property string hint: ""

    signal switched(bool on)

    implicitWidth: box.width + words.implicitWidth + Theme.gap
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 12)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: hint
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    onClicked: switched(!checked)

    background: Rectangle {
        radius: Theme.radius
        color: toggle.hovered ? Theme.surfaceAlt : "transparent"

        FocusRing {
            target: toggle
            gap: 2
        }
    }

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Rectangle {
            id: box

            anchors.verticalCenter: parent.verticalCenter
            width: 28
            height: 28
            radius: 7
            color: toggle.checked ? Theme.accent : Theme.surface
            border.width: toggle.checked ? 0 : 2
            border.color: Theme.outline

            Icon {
                anchors.centerIn: parent
                visible: toggle.checked
                name: "check"
                color: Theme.accentInk
                weight: 2.6
                size: 22
            }
        }

        Column {
            id: words

            anchors.left: box.right
            anchors.leftMargin: Theme.gap
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                width: parent.width
                text: toggle.text
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: toggle.hint !== ""
                text: toggle.hint
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
