import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import Veldpost

// A question that must be answered before going on: words, at most one field, yes and no.
Popup {
    id: dialog

    required property string title
    property string text: ""
    property string fieldLabel: ""
    property string confirmText: qsTr("OK")
    property bool dangerous: false
    property string problem: ""
    readonly property string answer: field.text

    signal confirmed(string answer)

    anchors.centerIn: T.Overlay.overlay
    width: Math.min(520, (T.Overlay.overlay?.width ?? 600) - 2 * Theme.gapLarge)
    padding: Theme.gapLarge
    modal: true
    focus: true
    closePolicy: Popup.CloseOnEscape
    onOpened: fieldLabel !== "" ? field.input.forceActiveFocus() : cancel.forceActiveFocus()
    onAboutToShow: field.input.text = ""

    background: Rectangle {
        radius: Theme.radiusLarge
        color: Theme.surface
        border.width: 1
        border.color: Theme.outline
    }

    T.Overlay.modal: Rectangle {
        color: "#99000000"
    }

    contentItem: Column {
        spacing: Theme.gapLarge
        Accessible.role: Accessible.Dialog
        Accessible.name: dialog.title

        SectionHeader {
            width: parent.width
            text: dialog.title
        }

        AppText {
            width: parent.width
            visible: dialog.text !== ""
            text: dialog.text
        }

        AppTextField {
            id: field

            width: parent.width
            visible: dialog.fieldLabel !== ""
            label: dialog.fieldLabel
            problem: dialog.problem
            onAccepted: dialog.confirmed(text)
        }

        Flow {
            width: parent.width
            layoutDirection: Qt.RightToLeft
            spacing: Theme.gap

            AppButton {
                text: dialog.confirmText
                kind: dialog.dangerous ? "danger" : "primary"
                onClicked: dialog.confirmed(field.text)
            }

            AppButton {
                id: cancel

                text: qsTr("Cancel")
                kind: "quiet"
                onClicked: dialog.close()
            }
        }
    }
}
