import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// Says what is not yet safe; a tap tries to send now.
AbstractButton {
    id: pill

    required property var sync  // SyncIndicator
    property bool compact: false
    readonly property string safety: sync.safety

    implicitWidth: row.implicitWidth + 28
    implicitHeight: Math.max(Theme.touch, row.implicitHeight + 8)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: sync.summaryText
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: sync.movingText !== "" ? sync.movingText : sync.phaseText
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    onClicked: sync.syncNow()

    background: Rectangle {
        radius: Theme.radius
        color: Theme.safetySoft(pill.safety)
        border.width: pill.hovered ? 1 : 0
        border.color: Theme.safetyColor(pill.safety)

        FocusRing {
            target: pill
        }
    }

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.gapSmall

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: Theme.stateIcon(pill.safety)
                color: Theme.safetyColor(pill.safety)
                size: 22
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter

                AppText {
                    text: pill.compact && !pill.sync.allSafe ? qsTr("%n not safe yet", "", pill.sync.unsafeCount) : pill.text
                    color: Theme.safetyColor(pill.safety)
                    font.pixelSize: Theme.small
                    font.weight: Font.Medium
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                AppText {
                    text: pill.sync.movingText !== "" && !pill.compact ? pill.sync.movingText : pill.sync.phaseText
                    color: Theme.safetyColor(pill.safety)
                    visible: text !== ""
                    font.pixelSize: Theme.tiny
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
