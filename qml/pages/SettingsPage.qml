import QtQuick
import Veldpost

// Language, colours, PIN, passphrase, and what this app is.
PageFrame {
    id: page

    required property var app         // App
    required property var languages   // [{code, name}]
    required property var themes      // [{code, name}]
    required property var textSizes   // [{code: percent, name}]
    property string done: ""

    function setPin() {
        done = app.setPin(pin.text) ? qsTr("The PIN was set.") : "", pin.text = ""
    }

    function changePassphrase() {
        done = app.changePassphrase(current.text, next.text, repeated.text) ? forget(qsTr("The passphrase was changed.")) : ""
    }
    // Secrets leave the fields once they have done their work.
    function forget(news: string): string {
        return current.text = next.text = repeated.text = "", news
    }

    title: qsTr("Settings")
    subtitle: [app.userName, app.roleText].filter(words => words !== "").join(" · ")

    Banner {
        width: parent.width
        text: page.app.errorText
    }

    Banner {
        width: parent.width
        tone: "calm"
        iconName: "check"
        text: page.app.errorText === "" ? page.done : ""
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            text: qsTr("How it looks")
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("Language")
            clearable: false
            choices: page.languages
            chosen: page.app.language
            onPicked: code => page.app.language = code
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("Light or dark")
            clearable: false
            choices: page.themes
            chosen: page.app.theme
            onPicked: code => page.app.theme = code
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("Size of the text")
            clearable: false
            choices: page.textSizes
            chosen: String(page.app.textPercent)
            onPicked: code => page.app.textPercent = Number(code)
        }
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            text: qsTr("What is safe")
        }

        AppText {
            width: parent.width
            text: page.app.sync.summaryText
        }

        AppText {
            width: parent.width
            soft: true
            text: page.app.sync.lastSyncText !== "" ? qsTr("Last sync: %1").arg(page.app.sync.lastSyncText) : qsTr("Not synced yet")
        }

        Banner {
            width: parent.width
            tone: "notice"
            text: page.app.sync.problemText
        }

        AppButton {
            iconName: "sync"
            text: qsTr("Sync now")
            onClicked: page.app.sync.syncNow()
        }
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            text: qsTr("PIN for today")
        }

        AppText {
            width: parent.width
            text: qsTr("Opens the app again for 12 hours, as long as it keeps running. At least %1 digits, not all alike and not in a row.").arg(page.app.pinMinLength)
            soft: true
        }

        AppTextField {
            id: pin

            width: Math.min(parent.width, 320)
            label: qsTr("New PIN")
            secret: true
            inputMethodHints: Qt.ImhDigitsOnly
            onAccepted: page.setPin()
        }

        AppButton {
            text: qsTr("Set PIN")
            enabled: pin.text.length >= page.app.pinMinLength
            onClicked: page.setPin()
        }
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            text: qsTr("Passphrase")
        }

        AppTextField {
            id: current

            width: parent.width
            label: qsTr("Passphrase now")
            secret: true
        }

        AppTextField {
            id: next

            width: parent.width
            label: qsTr("New passphrase")
            hint: qsTr("At least %1 characters").arg(page.app.passphraseMinLength)
            secret: true
        }

        AppTextField {
            id: repeated

            width: parent.width
            label: qsTr("New passphrase again")
            secret: true
        }

        AppButton {
            text: qsTr("Change passphrase")
            enabled: current.text !== "" && next.text !== "" && !page.app.busy
            onClicked: page.changePassphrase()
        }
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            text: qsTr("Locking")
        }

        ToggleRow {
            width: parent.width
            text: qsTr("Lock when another window comes in front")
            hint: qsTr("It always locks after five minutes without a touch, on sleep and on screen lock.")
            checked: page.app.lockWhenInactive
            onSwitched: on => page.app.lockWhenInactive = on
        }

        AppButton {
            iconName: "lock"
            text: qsTr("Lock now (Ctrl+L)")
            onClicked: page.app.lock()
        }
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("About")
        }

        KeyValueList {
            width: parent.width
            lines: [{label: qsTr("Version"), value: page.app.version}, {label: qsTr("Server"), value: page.app.serverText},
                    {label: qsTr("Licence"), value: qsTr("EUPL-1.2")}]
        }
    }
}
