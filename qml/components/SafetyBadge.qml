import QtQuick
import Veldpost

// Where an item is: on this device, safe on the server, waiting for a person. Word, shape and colour.
Rectangle {
    id: badge

    required property string safety  // on_device, safe, waiting
    property string sentence: ""     // the longer form, for screen readers
    readonly property string word: safety === "safe" ? qsTr("Safe on the server")
                                   : safety === "waiting" ? qsTr("Waiting for a person")
                                   : qsTr("On this device only")

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
            name: badge.safety === "safe" ? "cloud_check" : badge.safety === "waiting" ? "waiting" : "tablet"
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
