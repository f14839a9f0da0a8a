import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A button that shows only a drawing; `text` is its name for screen readers.
AbstractButton {
    id: button

    required property string iconName
    property color color: Theme.ink

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: button.down || button.hovered ? Theme.surfaceAlt : "transparent"

        FocusRing {
            target: button
            gap: 0
        }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            color: button.enabled ? button.color : Theme.outline
        }
    }
}
