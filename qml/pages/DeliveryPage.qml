import QtQuick
import Veldpost

// Unlocked, and yet nothing may be shown: the device can only send what it holds and ask the server.
FocusScope {
    id: page

    required property var app       // App
    required property var delivery  // Delivery

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Nothing is shown for now")

    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapLarge, 560)
        padding: Theme.gapHuge
        spacing: Theme.gapLarge

        Row {
            spacing: Theme.gap

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "lock"
                color: Theme.accent
                size: 34
            }

            AppText {
                text: qsTr("Nothing is shown for now")
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }

        AppText {
            width: parent.width
            text: page.delivery.reasonText
        }

        AppText {
            width: parent.width
            text: page.delivery.unsentText
            soft: true
        }

        Banner {
            width: parent.width
            tone: "notice"
            text: page.delivery.problemText
        }

        AppButton {
            width: parent.width
            focus: true
            kind: "primary"
            enabled: !page.delivery.trying
            text: page.delivery.trying ? qsTr("Trying…") : qsTr("Try now")
            onClicked: page.delivery.tryNow()
        }

        AppButton {
            width: parent.width
            kind: "quiet"
            text: qsTr("Lock")
            onClicked: page.app.lock()
        }
    }
}
