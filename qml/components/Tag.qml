import QtQuick
import Veldpost

// A short word about an item.
Rectangle {
    id: tag

    required property string text

    implicitWidth: word.implicitWidth + 20
    implicitHeight: Math.max(30, word.implicitHeight + 8)
    radius: 15
    color: "transparent"
    border.width: 1
    border.color: Theme.outline
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    AppText {
        id: word

        anchors.centerIn: parent
        text: tag.text
        soft: true
        font.pixelSize: Theme.small
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
