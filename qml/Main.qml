import QtQuick
import QtQuick.Controls.Basic
import Veldpost
import Veldpost.ViewModels

// The window: locked or not, the places of the app, and the one file that knows the singletons. Pages get their models.
ApplicationWindow {
    id: window

    property string section: "cases"
    property bool letGo: false
    readonly property bool wide: width >= 1000
    readonly property bool unlocked: App.state === App.Unlocked
    readonly property var workplace: work.item

    function mayClose(): bool {
        return letGo || ((workplace?.keepForm() ?? true) && !App.textWaiting)
    }
    function openCase(id: string) {
        workplace?.openCase(id)
    }
    function openRecord(kind: string, recordId: string) {
        workplace?.openRecord(kind, recordId)
    }
    function add(kind: string) {
        workplace?.add(kind)
    }

    width: 1280
    height: 800
    minimumWidth: 360
    minimumHeight: 480
    visible: true
    title: qsTr("Veldpost")
    color: Theme.paper
    font.family: Theme.family
    font.pixelSize: Theme.body
    onClosing: close => close.accepted = mayClose() || (closeQuestion.open(), false)

    AppDialog {
        id: closeQuestion

        title: qsTr("Close and lose what you typed?")
        text: qsTr("The disk does not take it. It is only in the memory of this device, and gone when Veldpost is closed.")
        confirmText: qsTr("Close and lose it")
        dangerous: true
        onConfirmed: (window.letGo = true, window.close())
    }

    Binding {
        target: Theme
        property: "dark"
        value: App.dark
    }

    Binding {
        target: Theme
        property: "textScale"
        value: App.textPercent / 100
    }

    Shortcut {
        sequence: "Ctrl+L"
        context: Qt.ApplicationShortcut
        enabled: window.unlocked
        onActivated: App.lock()
    }

    EmergencyBar {
        id: emergency

        z: 1
        anchors.bottom: parent.bottom
        width: parent.width
        emergencyNumber: App.emergencyNumber
        helpNumber: App.helpNumber
    }

    Banner {
        id: demoSign

        width: parent.width
        radius: 0
        tone: "notice"
        text: App.demo ? qsTr("Demonstration with made-up people. Nothing leaves this device.") : ""
    }

    Banner {
        id: waitingSign

        anchors.top: demoSign.bottom
        width: parent.width
        radius: 0
        text: App.textWaiting ? qsTr("The disk did not take what you typed last. It waits in memory, encrypted. Make room on the disk and unlock: it becomes a draft then. Do not switch this device off before.") : ""
    }

    Item {
        id: stage

        anchors.top: waitingSign.bottom
        anchors.bottom: emergency.top
        width: parent.width

        Loader {
            anchors.fill: parent
            active: App.state === App.Locked
            focus: active
            sourceComponent: UnlockPage {
                app: App
                focus: true
            }
        }

        Loader {
            anchors.fill: parent
            active: App.state === App.NoHome
            focus: active
            sourceComponent: EnrolPage {
                app: App
                focus: true
            }
        }

        Loader {
            anchors.fill: parent
            active: App.state === App.Delivering
            focus: active
            sourceComponent: DeliveryPage {
                app: App
                delivery: App.delivery
                focus: true
            }
        }

        Loader {
            id: work

            anchors.fill: parent
            active: window.unlocked
            focus: active
            sourceComponent: Workplace {
                app: App
                codes: Codes
                wide: window.wide
                focus: true
                section: window.section
                onSectionChosen: section => window.section = section
            }
        }
    }
}
