import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One line to type in, with its word above and its problem below. Writes by `edited(text)`; reads `value`.
Column {
    id: field

    required property string label
    property string value: ""
    property string hint: ""
    property string problem: ""
    property string example: ""
    property bool needed: false
    property bool secret: false
    // Names and places of a case must not end up in the dictionary of a keyboard.
    property int inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
    property alias input: input
    property alias text: input.text

    signal edited(string text)
    signal accepted()

    spacing: 6

    FieldLabel {
        width: parent.width
        visible: field.label !== ""
        text: field.label
        hint: field.hint
        needed: field.needed
    }

    TextField {
        id: input

        width: parent.width
        implicitHeight: Theme.touch
        leftPadding: 14
        rightPadding: 14
        text: field.value
        placeholderText: field.example
        placeholderTextColor: Theme.inkSoft
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.family
        font.pixelSize: Theme.body
        selectByMouse: true
        echoMode: field.secret ? TextInput.Password : TextInput.Normal
        inputMethodHints: field.inputMethodHints | (field.secret ? Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase : 0)
        Accessible.role: Accessible.EditableText
        // Not Accessible.passwordEdit: Qt then keeps the name back too. The echo mode says the same.
        Accessible.name: field.label !== "" ? field.label : field.example
        Accessible.description: field.problem !== "" ? field.problem : field.hint
        onTextEdited: field.edited(text)
        onAccepted: field.accepted()

        background: Rectangle {
            radius: Theme.radius
            color: input.enabled ? Theme.surface : Theme.surfaceAlt
            border.width: field.problem !== "" ? 2 : 1
            border.color: field.problem !== "" ? Theme.danger : Theme.outline

            FocusRing {
                target: input
                gap: 1
            }
        }
    }

    FieldProblem {
        width: parent.width
        text: field.problem
    }
}
