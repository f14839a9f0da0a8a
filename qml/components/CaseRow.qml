import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One case in the list of cases.
AbstractButton {
    id: row

    required property string title
    required property string recordsText
    required property string lastText
    required property string safetyText
    required property string safety  // on_device, on_its_way, safe, waiting
    required property int conflicts
    property bool current: false

    implicitHeight: inside.implicitHeight + 28
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: title
    Accessible.role: Accessible.Button
    Accessible.name: [title, recordsText, lastText, safetyText].filter(words => words !== "").join(". ")
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radiusLarge
        color: row.current ? Theme.accentSoft : row.hovered || row.down ? Theme.surfaceAlt : Theme.surface
        border.width: row.current ? 2 : 1
        border.color: row.current ? Theme.accent : Theme.line

        FocusRing {
            target: row
            gap: -3
        }
    }

    contentItem: Item {
        Column {
            id: inside

            x: 16
            y: 14
            width: parent.width - 32
            spacing: 3

            AppText {
                width: parent.width
                text: row.title
                font.pixelSize: Theme.lead
                font.weight: Font.DemiBold
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                text: [row.recordsText, row.lastText].filter(words => words !== "").join(" · ")
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Row {
                width: parent.width
                topPadding: 3
                spacing: 6

                Icon {
                    id: sign

                    name: Theme.stateIcon(row.safety)
                    color: Theme.safetyColor(row.safety)
                    size: 19
                }

                AppText {
                    width: parent.width - sign.width - parent.spacing
                    text: row.safetyText
                    color: Theme.safetyColor(row.safety)
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
            }

            AppText {
                width: parent.width
                visible: row.conflicts > 0
                text: qsTr("%n item(s) with two versions", "", row.conflicts)
                color: Theme.danger
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
