import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One thing that happened around a huisverbod: when, what, who wrote it, whether it is safe. Opens its own page, where it
// can be changed or taken back.
AbstractButton {
    id: line

    required property string recordId
    required property string kind
    required property string name
    required property string whenText
    required text
    required property string authorName
    required property string safety
    required property string safetyWord
    required property string safetyText
    required property bool retracted

    implicitHeight: Math.max(Theme.touch, inside.implicitHeight + 2 * Theme.gapSmall)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: [name, whenText, text, safetyText].filter(words => words !== "").join(". ")
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        x: -Theme.gap
        width: line.width + 2 * Theme.gap
        height: line.height
        radius: Theme.radius
        color: line.hovered || line.down ? Theme.surfaceAlt : "transparent"

        FocusRing {
            target: line
            gap: -3
        }
    }

    contentItem: Item {
        Icon {
            id: onward

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            name: "later"
            color: Theme.inkSoft
            size: 20
        }

        Column {
            id: inside

            anchors.left: parent.left
            anchors.right: onward.left
            anchors.rightMargin: Theme.gap
            y: Theme.gapSmall
            spacing: 2

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

            Flow {
                width: parent.width
                topPadding: 2
                spacing: Theme.gapSmall

                SafetyBadge {
                    visible: line.safety !== ""
                    safety: line.safety
                    word: line.safetyWord
                    sentence: line.safetyText
                }

                Tag {
                    visible: line.retracted
                    text: qsTr("Taken back")
                }
            }
        }
    }
}
