import QtQuick
import Veldpost

// Why a record of something that happened is changed. Shown only where a reason is needed.
AppTextField {
    required property var editor  // a RecordEditor

    visible: editor.reasonNeeded
    label: qsTr("Why do you change this?")
    hint: qsTr("Stays with the record; what stood there before stays readable.")
    needed: true
    value: editor.reason
    problem: editor.problems.reason ?? ""
    onEdited: text => editor.reason = text
}
