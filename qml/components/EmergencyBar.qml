import QtQuick
import Veldpost

// The two numbers, in sight on every page, locked or not.
Rectangle {
    id: bar

    required property string emergencyNumber
    required property string helpNumber
    readonly property bool narrow: width < 620 * size
    readonly property real size: Math.min(Theme.textScale, 1.6)  // of the type; all of it has to be seen, always

    implicitHeight: Math.max(44, numbers.implicitHeight + 12)
    color: Theme.dangerSoft
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Direct danger: call %1. Veilig Thuis, free, day and night: %2").arg(emergencyNumber).arg(helpNumber)

    // Never cut off: below each other where they do not fit beside.
    Grid {
        id: numbers

        anchors.centerIn: parent
        columns: bar.width < 360 * bar.size ? 1 : 2
        columnSpacing: bar.narrow ? Theme.gap : Theme.gapHuge

        Row {
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
                font.pixelSize: Math.round(17 * bar.size)
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.emergencyNumber
                color: Theme.danger
                font.pixelSize: Math.round(19 * bar.size)
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Row {
            spacing: Theme.gapSmall

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.narrow ? qsTr("Veilig Thuis") : qsTr("Veilig Thuis, day and night")
                font.pixelSize: Math.round(17 * bar.size)
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            AppText {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.helpNumber
                color: Theme.danger
                font.pixelSize: Math.round(19 * bar.size)
                font.weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
