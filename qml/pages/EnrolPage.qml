import QtQuick
import Veldpost

// A tablet that belongs to nobody yet: the invitation of the region, and a passphrase that only its user knows.
PageFrame {
    id: page

    required property var app  // App

    title: qsTr("Make this device yours")
    subtitle: qsTr("Once, with network. After that everything works offline.")
    widthMax: 620

    footer: AppButton {
        kind: "primary"
        enabled: !page.app.busy
        text: page.app.busy ? qsTr("Enrolling…") : qsTr("Enrol this device")
        onClicked: page.app.enrol(server.text, code.text, passphrase.text, repeated.text, ca.text)
    }

    Banner {
        width: parent.width
        text: page.app.errorText
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("Invitation")
        }

        AppTextField {
            id: server

            width: parent.width
            label: qsTr("Invitation, or address of the server")
            hint: qsTr("Your coordinator gives it to you. Paste it as one piece.")
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText
            needed: true
        }

        AppTextField {
            id: code

            width: parent.width
            label: qsTr("Code")
            hint: qsTr("Only with an address; an invitation has it inside.")
            inputMethodHints: Qt.ImhNoPredictiveText
        }

        AppTextField {
            id: ca

            width: parent.width
            label: qsTr("File with the region's certificate")
            hint: qsTr("Only where you were given one.")
            inputMethodHints: Qt.ImhNoPredictiveText
        }
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("Your passphrase")
        }

        AppText {
            width: parent.width
            text: qsTr("At least %1 characters. A sentence of a few words is easy to keep and hard to guess. Nobody can read it back to you.").arg(page.app.passphraseMinLength)
            soft: true
        }

        AppTextField {
            id: passphrase

            width: parent.width
            secret: true
            label: qsTr("Passphrase")
            needed: true
        }

        AppTextField {
            id: repeated

            width: parent.width
            secret: true
            label: qsTr("Passphrase again")
            needed: true
        }
    }
}
