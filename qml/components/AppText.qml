import QtQuick
import Veldpost

// Text as every page shows it: what it is given, never markup.
Text {
    property bool soft: false

    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: soft ? Theme.inkSoft : Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    lineHeight: lineCount > 1 ? 1.15 : 1
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
