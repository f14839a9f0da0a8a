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
    // Set and not bound: the height of the lines has a say in how many fit.
    onLineCountChanged: lineHeight = lineCount > 1 ? 1.15 : 1
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
