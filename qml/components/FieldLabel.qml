import QtQuick
import Veldpost

// The word above a field, and what is asked for.
Column {
    id: label

    required property string text
    property string hint: ""
    property bool needed: false

    spacing: 2
    Accessible.ignored: true

    AppText {
        width: parent.width
        text: label.needed ? qsTr("%1 (needed)").arg(label.text) : label.text
        font.weight: Font.Medium
        Accessible.ignored: true
    }

    AppText {
        width: parent.width
        visible: label.hint !== ""
        text: label.hint
        soft: true
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
