import QtQuick
import Veldpost

// Where an item is: on this device, on its way, safe on the server, waiting for you. Word, shape and colour.
Rectangle {
    id: badge

    required property string safety  // on_device, on_its_way, safe, waiting
    required property string word    // the same for people
    property string sentence: ""     // the longer form, for screen readers

    implicitWidth: row.implicitWidth + 20
    implicitHeight: 30
    radius: height / 2
    color: Theme.safetySoft(safety)
    Accessible.role: Accessible.StaticText
    Accessible.name: sentence !== "" ? sentence : word

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 6

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: Theme.stateIcon(badge.safety)
            color: Theme.safetyColor(badge.safety)
            size: 18
        }

        AppText {
            anchors.verticalCenter: parent.verticalCenter
            text: badge.word
            color: Theme.safetyColor(badge.safety)
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
