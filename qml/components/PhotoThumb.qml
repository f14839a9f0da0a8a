import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One photo or document, small: its picture or why there is none, its name, and where it is.
AbstractButton {
    id: thumb

    required property string name
    required property string source
    required property string emptyText
    required property string detailText
    required property string safety
    required property string safetyWord
    required property string safetyText
    required property string movingText
    required property bool retracted
    readonly property string shownName: name !== "" ? name : qsTr("Without a name")

    implicitHeight: frame.height + words.implicitHeight + 18
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: [shownName, emptyText, detailText, safetyText, movingText, retracted ? qsTr("Taken back") : ""].filter(words => words !== "").join(". ")
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: Theme.radius
        color: thumb.hovered || thumb.down ? Theme.surfaceAlt : Theme.surface
        border.width: 1
        border.color: Theme.line

        FocusRing {
            target: thumb
            gap: -3
        }
    }

    contentItem: Item {
        Rectangle {
            id: frame

            x: 1
            y: 1
            width: parent.width - 2
            height: Math.round(width * 0.72)
            radius: Theme.radius
            color: Theme.surfaceAlt

            Image {
                anchors.fill: parent
                anchors.margins: 4
                visible: thumb.source !== ""
                source: thumb.source
                cache: false
                asynchronous: true
                fillMode: Image.PreserveAspectFit
                opacity: thumb.retracted ? 0.45 : 1
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height * 0.2
                visible: thumb.source === ""
                name: "file"
                color: Theme.inkSoft
                size: 30
            }

            AppText {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 8
                width: parent.width - 16
                x: 8
                visible: thumb.source === ""
                text: thumb.emptyText
                soft: true
                font.pixelSize: Theme.tiny
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }

        Column {
            id: words

            anchors.top: frame.bottom
            anchors.topMargin: 6
            x: 10
            width: parent.width - 20
            spacing: 2

            AppText {
                width: parent.width
                text: thumb.shownName
                font.pixelSize: Theme.small
                font.weight: Font.Medium
                font.strikeout: thumb.retracted
                wrapMode: Text.NoWrap
                elide: Text.ElideMiddle
                Accessible.ignored: true
            }

            Row {
                width: parent.width
                spacing: 6

                Icon {
                    id: sign

                    name: Theme.stateIcon(thumb.safety)
                    color: Theme.safetyColor(thumb.safety)
                    size: 18
                }

                AppText {
                    width: parent.width - sign.width - parent.spacing
                    text: thumb.safetyWord
                    color: Theme.safetyColor(thumb.safety)
                    font.pixelSize: Theme.tiny
                    Accessible.ignored: true
                }
            }

            AppText {
                width: parent.width
                visible: thumb.movingText !== ""
                text: thumb.movingText
                soft: true
                font.pixelSize: Theme.tiny
                Accessible.ignored: true
            }
        }
    }
}
