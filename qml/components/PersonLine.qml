import QtQuick
import Veldpost

// A colleague in a list, with at most one thing to do.
Item {
    id: line

    required property string name
    required property string roleText
    property string detail: roleText
    property string marked: ""
    property string actionText: ""
    property bool dangerous: false

    signal acted()

    readonly property bool roomy: width >= 420 * Theme.textScale  // for the button beside the words
    readonly property bool below: action.visible && !roomy

    implicitHeight: Math.max(words.height, Theme.touch) + (below ? action.height + Theme.gapSmall : 0) + 8
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, marked, detail].filter(piece => piece !== "").join(", ")

    Icon {
        id: sign

        anchors.verticalCenter: words.verticalCenter
        name: "person"
        color: Theme.inkSoft
    }

    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: action.visible && line.roomy ? action.left : parent.right
        anchors.rightMargin: Theme.gap
        y: 4 + Math.max(0, (Theme.touch - height) / 2)

        AppText {
            width: parent.width
            text: line.marked !== "" ? qsTr("%1 (%2)").arg(line.name).arg(line.marked) : line.name
            font.weight: Font.Medium
            Accessible.ignored: true
        }

        AppText {
            width: parent.width
            text: line.detail
            soft: true
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }

    AppButton {
        id: action

        anchors.right: parent.right
        y: line.below ? words.y + words.height + Theme.gapSmall : (parent.height - height) / 2
        visible: line.actionText !== ""
        kind: line.dangerous ? "danger" : "plain"
        text: line.actionText
        Accessible.name: qsTr("%1: %2").arg(line.actionText).arg(line.name)
        onClicked: line.acted()
    }
}
