import QtQuick
import Veldpost

// The two numbers, in sight on every page, locked or not.
Rectangle {
    id: bar

    required property string emergencyNumber
    required property string helpNumber
    readonly property bool narrow: width < 620

    implicitHeight: 44
    color: Theme.dangerSoft
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Direct danger: call %1. Veilig Thuis, free, day and night: %2").arg(emergencyNumber).arg(helpNumber)

    Row {
        anchors.centerIn: parent
        spacing: bar.narrow ? Theme.gap : Theme.gapHuge

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "phone"
                color: Theme.danger
                size: 20
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.narrow ? qsTr("Danger") : qsTr("Direct danger")
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.emergencyNumber
                color: Theme.danger
                font.pixelSize: Theme.lead
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.narrow ? qsTr("Veilig Thuis") : qsTr("Veilig Thuis, day and night")
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.helpNumber
                color: Theme.danger
                font.pixelSize: Theme.lead
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
