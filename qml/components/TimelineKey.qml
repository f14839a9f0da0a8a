import QtQuick
import Veldpost

// What the shades of the time line mean.
Flow {
    id: key

    spacing: Theme.gapLarge

    component Entry: Row {
        id: entry

        required property string text
        required property color ground
        required property color edge
        property bool round: false

        spacing: Theme.gapSmall

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: entry.round ? 14 : 26
            height: 14
            radius: entry.round ? 7 : 4
            color: entry.ground
            border.width: 2
            border.color: entry.edge
        }

        AppText {
            text: entry.text
            soft: true
            font.pixelSize: Theme.small
            wrapMode: Text.NoWrap
        }
    }

    Entry {
        text: qsTr("Ten days")
        ground: Theme.accent
        edge: Theme.accent
    }

    Entry {
        text: qsTr("Extended or decided longer")
        ground: Theme.accentSoft
        edge: Theme.accent
    }

    Entry {
        text: qsTr("Possible at most")
        ground: Theme.surfaceAlt
        edge: Theme.outline
    }

    Entry {
        text: qsTr("Event")
        ground: Theme.accentStrong
        edge: Theme.accentStrong
        round: true
    }

    Entry {
        text: qsTr("Breach, ruling, withdrawal")
        ground: Theme.danger
        edge: Theme.danger
        round: true
    }
}
