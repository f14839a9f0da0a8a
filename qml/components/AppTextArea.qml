import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// Several lines to type in; grows with its text. Tab goes on to the next field, as everywhere.
Column {
    id: field

    required property string label
    property string value: ""
    property string hint: ""
    property string problem: ""
    property int linesMin: 3
    property bool needed: false
    property bool large: false
    property alias input: input
    property alias text: input.text

    signal edited(string text)

    spacing: 6

    FieldLabel {
        width: parent.width
        visible: field.label !== ""
        text: field.label
        hint: field.hint
        needed: field.needed
    }

    TextArea {
        id: input

        width: parent.width
        height: Math.max(implicitHeight, field.linesMin * font.pixelSize * 1.5 + topPadding + bottomPadding)
        padding: 14
        text: field.value
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.family
        font.pixelSize: field.large ? Theme.lead : Theme.body
        selectByMouse: true
        // What is typed here must not end up in the dictionary of a keyboard.
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhMultiLine
        KeyNavigation.priority: KeyNavigation.BeforeItem
        Accessible.role: Accessible.EditableText
        Accessible.name: field.label
        Accessible.description: field.problem !== "" ? field.problem : field.hint
        Accessible.multiLine: true
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        // Who takes up a draft goes on where it ended.
        onActiveFocusChanged: activeFocus && cursorPosition === 0 ? cursorPosition = length : undefined
        onTextChanged: text !== field.value ? field.edited(text) : undefined

        background: Rectangle {
            radius: Theme.radius
            color: Theme.surface
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
