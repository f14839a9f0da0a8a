import QtQuick
import QtQuick.Controls.Basic
import Veldpost
import Veldpost.ViewModels

// The window: locked or not, the places of the app, and the one file that knows the singletons. Pages get their models.
ApplicationWindow {
    id: window

    property string section: "cases"
    readonly property bool wide: width >= 1000
    readonly property bool unlocked: App.state === App.Unlocked
    readonly property var workplace: work.item

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
    minimumWidth: 560
    minimumHeight: 480
    visible: true
    title: qsTr("Veldpost")
    color: Theme.paper
    font.family: Theme.family
    font.pixelSize: Theme.body

    Binding {
        target: Theme
        property: "dark"
        value: App.dark
    }

    Shortcut {
        sequence: "Ctrl+L"
        context: Qt.ApplicationShortcut
        enabled: window.unlocked
        onActivated: App.lock()
    }

    EmergencyBar {
        id: emergency

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

    Item {
        id: stage

        anchors.top: demoSign.bottom
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
