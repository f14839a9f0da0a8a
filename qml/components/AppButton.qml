import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// A button with a word, at least as large as a finger. `kind`: "primary" once a page, "plain", "quiet" or "danger".
AbstractButton {
    id: button

    property string kind: "plain"
    property string iconName: ""
    readonly property color wordColor: !enabled ? Theme.inkSoft
                                       : kind === "primary" ? Theme.accentInk
                                       : kind === "danger" ? Theme.danger
                                       : Theme.accentStrong
    readonly property color ground: !enabled ? Theme.surfaceAlt
                                    : kind === "primary" ? (hovered || down ? Theme.accentStrong : Theme.accent)
                                    : kind === "danger" ? (hovered || down ? Theme.dangerSoft : Theme.surface)
                                    : hovered || down ? Theme.accentSoft
                                    : kind === "quiet" ? "transparent" : Theme.surface

    implicitWidth: Math.max(Theme.touch, Math.ceil(content.wide) + leftPadding + rightPadding)
    // Where there is less room than its word needs, the word goes on below.
    width: parent && !(parent instanceof Row) && parent.width > 0 ? Math.min(implicitWidth, parent.width) : implicitWidth
    implicitHeight: Math.max(Theme.touch, content.implicitHeight + 20)
    leftPadding: 18
    rightPadding: 18
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: button.ground
        border.width: button.kind === "quiet" || button.kind === "primary" ? 0 : 1
        border.color: !button.enabled ? Theme.line : button.kind === "danger" ? Theme.danger : Theme.outline

        FocusRing {
            target: button
        }
    }

    contentItem: Item {
        implicitWidth: content.wide
        implicitHeight: content.implicitHeight

        // Not the word's own implicitWidth: that is worked out anew with every width it is given.
        TextMetrics {
            id: measure

            text: button.text
            font: word.font
        }

        Row {
            id: content

            readonly property real beside: sign.visible ? sign.width + spacing : 0
            readonly property real wide: Math.ceil(measure.advanceWidth) + 1 + beside

            anchors.centerIn: parent
            spacing: Theme.gapSmall

            Icon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                visible: button.iconName !== ""
                name: button.iconName
                color: button.wordColor
                size: 22
            }

            AppText {
                id: word

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Math.ceil(measure.advanceWidth) + 1, Math.max(0, button.availableWidth - content.beside))
                text: button.text
                color: button.wordColor
                font.weight: button.kind === "primary" ? Font.DemiBold : Font.Medium
                Accessible.ignored: true
            }
        }
    }
}
