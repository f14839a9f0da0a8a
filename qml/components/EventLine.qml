import QtQuick
import Veldpost

// One thing that happened around a huisverbod: when, what, who wrote it, whether it is safe.
Column {
    id: line

    required property string kind
    required property string name
    required property string whenText
    required property string text
    required property string authorName
    required property string safety
    required property string safetyText
    required property bool retracted

    spacing: 2
    bottomPadding: Theme.gapSmall
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, whenText, text, safetyText].filter(words => words !== "").join(". ")

    AppText {
        width: parent.width
        text: line.name
        font.weight: Font.DemiBold
        font.strikeout: line.retracted
        Accessible.ignored: true
    }

    AppText {
        width: parent.width
        text: [line.whenText, line.authorName].filter(words => words !== "").join(" · ")
        soft: true
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }

    AppText {
        width: parent.width
        visible: text !== ""
        text: line.text
        Accessible.ignored: true
    }

    SafetyBadge {
        visible: line.safety !== ""
        safety: line.safety
        sentence: line.safetyText
    }
}
