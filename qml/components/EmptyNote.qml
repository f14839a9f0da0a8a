import QtQuick
import Veldpost

// What stands where nothing is yet.
Column {
    id: note

    required property string text
    property string iconName: "folder"

    spacing: Theme.gap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: note.iconName
        color: Theme.outline
        size: 44
        weight: 1.4
    }

    AppText {
        width: parent.width
        text: note.text
        soft: true
        horizontalAlignment: Text.AlignHCenter
    }
}
