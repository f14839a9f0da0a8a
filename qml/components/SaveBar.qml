import QtQuick
import Veldpost

// The foot of every form: be done, leave it as a draft, throw it away; and what has been kept so far.
Flow {
    id: bar

    required property var editor  // a RecordEditor
    property string doneText: qsTr("Save")

    signal gone()  // only when nothing typed is left behind

    spacing: Theme.gap

    AppButton {
        kind: "primary"
        iconName: "check"
        text: bar.doneText
        onClicked: bar.editor.done()
    }

    AppButton {
        text: bar.editor.modified ? qsTr("Keep as draft") : qsTr("Back")
        onClicked: bar.editor.leave() ? bar.gone() : undefined
    }

    AppButton {
        visible: bar.editor.modified
        kind: "danger"
        text: qsTr("Throw away")
        onClicked: question.open()
    }

    AppText {
        height: Theme.touch
        verticalAlignment: Text.AlignVCenter
        text: bar.editor.stateText
        soft: true
        font.pixelSize: Theme.small
        wrapMode: Text.NoWrap
    }

    AppDialog {
        id: question

        title: qsTr("Throw this away?")
        text: qsTr("What you typed here is gone then. What was saved before stays.")
        confirmText: qsTr("Throw away")
        dangerous: true
        onConfirmed: (close(), bar.editor.discard() ? bar.gone() : undefined)
    }
}
