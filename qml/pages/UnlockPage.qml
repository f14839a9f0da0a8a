import QtQuick
import Veldpost

// Locked: nothing of any case is to be seen here. Passphrase, or the PIN where it was set since start.
FocusScope {
    id: page

    required property var app  // App
    property bool wantPassphrase: false
    readonly property bool byPin: app.pinReady && !wantPassphrase
    readonly property bool mayTry: !app.busy && app.waitSeconds === 0 && secret.text !== ""

    function tryNow() {
        byPin ? app.unlockWithPin(secret.text) : app.unlock(secret.text), secret.text = ""
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Veldpost is locked")

    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapLarge, 480)
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
                text: qsTr("Veldpost")
                font.pixelSize: Theme.display
                font.weight: Font.DemiBold
            }
        }

        AppText {
            width: parent.width
            text: page.byPin ? qsTr("Locked. Your PIN opens it again.") : qsTr("Locked. Your passphrase opens it, also without network.")
            soft: true
        }

        AppTextField {
            id: secret

            width: parent.width
            input.focus: true
            secret: true
            label: page.byPin ? qsTr("PIN") : qsTr("Passphrase")
            inputMethodHints: page.byPin ? Qt.ImhDigitsOnly : Qt.ImhNone
            problem: page.app.errorText
            onEdited: page.app.clearError()
            onAccepted: page.mayTry ? page.tryNow() : undefined
        }

        Banner {
            width: parent.width
            tone: "notice"
            iconName: "clock"
            text: page.app.waitSeconds > 0 ? qsTr("Too many wrong tries. Wait %n more second(s).", "", page.app.waitSeconds) : ""
        }

        AppButton {
            width: parent.width
            kind: "primary"
            enabled: page.mayTry
            text: page.app.busy ? qsTr("Opening…") : qsTr("Unlock")
            onClicked: page.tryNow()
        }

        AppButton {
            width: parent.width
            kind: "quiet"
            visible: page.app.pinReady
            text: page.byPin ? qsTr("Use the passphrase") : qsTr("Use the PIN")
            onClicked: (secret.text = "", page.wantPassphrase = page.byPin, secret.input.forceActiveFocus())
        }
    }
}
