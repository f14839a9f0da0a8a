import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// The regions of the body map as a list, for who does not point: arrow keys and Return, or a tap.
ListView {
    id: list

    required property var places  // BodyMapModel
    property string chosenKey: ""

    signal placePicked(string region, string laterality)

    model: places
    clip: true
    activeFocusOnTab: true
    keyNavigationEnabled: true
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Places on the body")
    Keys.onReturnPressed: currentItem?.clicked()
    Keys.onEnterPressed: currentItem?.clicked()
    Keys.onSpacePressed: currentItem?.clicked()

    ScrollBar.vertical: ScrollBar {
        policy: ScrollBar.AsNeeded
    }

    delegate: AbstractButton {
        id: row

        required property int index
        required property string region
        required property string laterality
        required property string key
        required property string name
        required property int findings
        readonly property bool current: ListView.isCurrentItem && list.activeFocus

        width: ListView.view.width
        height: Theme.touch
        focusPolicy: Qt.NoFocus
        hoverEnabled: true
        text: name
        Accessible.role: Accessible.ListItem
        Accessible.name: findings > 0 ? qsTr("%1, %n injury(s)", "", findings).arg(name) : name
        Accessible.onPressAction: clicked()
        onClicked: list.placePicked(region, laterality)

        background: Rectangle {
            radius: Theme.radius
            color: row.key === list.chosenKey ? Theme.accentSoft : row.hovered ? Theme.surfaceAlt : "transparent"

            FocusRing {
                visible: row.current
                gap: -2
            }
        }

        contentItem: Row {
            leftPadding: Theme.gap
            spacing: Theme.gapSmall

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                width: row.width - 70
                text: row.text
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.key === list.chosenKey
                name: "check"
                color: Theme.accentStrong
            }
        }
    }
}
