import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One item of a case in a list: what it is, its beginning, who wrote it and when, and whether it is safe.
AbstractButton {
    id: row

    required property string kind
    required property string kindText
    required property string title
    required text  // its beginning
    property string byline: ""
    property string safety: ""
    property string safetyWord: ""
    property string safetyText: ""
    property string note: ""      // a conflict, a newer app needed
    property string editedText: ""
    property bool retracted: false
    property bool doctorsFile: false
    readonly property string iconName: ({note: "note", person: "person", injury: "bandage", huisverbod: "house_ban",
                                         huisverbod_event: "calendar", blob_ref: "folder"})[kind] ?? "folder"

    implicitHeight: inside.implicitHeight + 28
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: [kindText, title, text, byline, safetyText, note].filter(words => words !== "").join(". ")
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radiusLarge
        color: row.hovered || row.down ? Theme.surfaceAlt : Theme.surface
        border.width: 1
        border.color: Theme.line

        FocusRing {
            target: row
            gap: -3
        }
    }

    contentItem: Item {
        Rectangle {
            id: disc

            x: 14
            y: 14
            width: 42
            height: 42
            radius: 21
            color: Theme.accentSoft

            Icon {
                anchors.centerIn: parent
                name: row.iconName
                color: Theme.accentStrong
            }
        }

        Column {
            id: inside

            anchors.left: disc.right
            anchors.leftMargin: 14
            anchors.right: parent.right
            anchors.rightMargin: 16
            y: 14
            spacing: 3

            AppText {
                width: parent.width
                visible: row.title !== ""
                text: row.title
                font.weight: Font.DemiBold
                font.strikeout: row.retracted
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: row.text !== ""
                text: row.text
                maximumLineCount: 3
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: row.byline !== ""
                text: row.byline
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: row.editedText !== ""
                text: row.editedText
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            AppText {
                width: parent.width
                visible: row.note !== ""
                text: row.note
                color: Theme.danger
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Flow {
                width: parent.width
                visible: row.safety !== "" || row.retracted || row.doctorsFile
                topPadding: 4
                spacing: Theme.gapSmall

                SafetyBadge {
                    visible: row.safety !== ""
                    safety: row.safety
                    word: row.safetyWord
                    sentence: row.safetyText
                }

                Tag {
                    visible: row.retracted
                    text: qsTr("Taken back")
                }

                Tag {
                    visible: row.doctorsFile
                    text: qsTr("Doctor's file")
                }
            }
        }
    }
}
