import QtQuick
import Veldpost

// Shows where the keyboard is. Lies around the item it is put in.
Rectangle {
    id: ring

    property Item target: parent
    property int gap: 3

    anchors.fill: parent
    anchors.margins: -gap
    visible: target !== null && target.activeFocus
    radius: (target?.radius ?? Theme.radius) + gap
    color: "transparent"
    border.width: 3
    border.color: Theme.focus
    z: 10
}
