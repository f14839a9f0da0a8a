import QtQuick
import Veldpost

// Where an item is: on this device, on its way, safe on the server, waiting for you. Word, shape and colour.
Rectangle {
    id: badge

    required property string safety  // on_device, on_its_way, safe, waiting
    required property string word    // the same for people
    property string sentence: ""     // the longer form, for screen readers

    implicitWidth: Math.ceil(measure.advanceWidth) + 1 + sign.width + row.spacing + 20
    implicitHeight: Math.max(30, row.implicitHeight + 8)
    width: parent && parent.width > 0 ? Math.min(implicitWidth, parent.width) : implicitWidth
    radius: 15
    color: Theme.safetySoft(safety)
    Accessible.role: Accessible.StaticText
    Accessible.name: sentence !== "" ? sentence : word

    TextMetrics {
        id: measure

        text: badge.word
        font: said.font
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 6

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: Theme.stateIcon(badge.safety)
            color: Theme.safetyColor(badge.safety)
            size: 18
        }

        AppText {
            id: said

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(measure.advanceWidth) + 1, badge.width - 20 - sign.width - row.spacing)
            text: badge.word
            color: Theme.safetyColor(badge.safety)
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            Accessible.ignored: true
        }
    }
}
