import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A folder to go into, or a file to tick.
AbstractButton {
    id: row

    required property string name
    required property bool isFolder
    required property string detailText
    required property bool tooLarge
    required property bool chosen

    implicitHeight: Math.max(Theme.touch + 8, words.implicitHeight + 20)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: isFolder ? Accessible.Button : Accessible.CheckBox
    Accessible.name: [isFolder ? qsTr("Folder %1").arg(name) : name, detailText].filter(words => words !== "").join(", ")
    Accessible.checkable: !isFolder
    Accessible.checked: chosen
    Accessible.onPressAction: clicked()
    Accessible.onToggleAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: row.chosen ? Theme.accentSoft : row.hovered || row.down ? Theme.surfaceAlt : Theme.surface
        border.width: row.chosen ? 2 : 1
        border.color: row.chosen ? Theme.accent : Theme.line

        FocusRing {
            target: row
            gap: -3
        }
    }

    contentItem: Item {
        Icon {
            id: sign

            x: 14
            anchors.verticalCenter: parent.verticalCenter
            name: row.isFolder ? "folder" : row.tooLarge ? "warning" : row.chosen ? "check" : "file"
            color: row.tooLarge ? Theme.danger : row.chosen ? Theme.accentStrong : Theme.inkSoft
        }

        Column {
            id: words

            anchors.left: sign.right
            anchors.leftMargin: Theme.gap
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            AppText {
                width: parent.width
                text: row.name
                font.weight: row.chosen ? Font.DemiBold : Font.Normal
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: row.detailText !== ""
                text: row.detailText
                soft: !row.tooLarge
                color: row.tooLarge ? Theme.danger : Theme.inkSoft
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
