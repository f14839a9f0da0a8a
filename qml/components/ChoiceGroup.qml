import QtQuick
import Veldpost

// A question with a few answers to tap: one (`chosen` is a code) or several (`chosen` is a list of codes).
Column {
    id: group

    required property string label
    required property var choices  // [{code, name}]
    property var chosen: ""
    property bool several: false
    property bool clearable: true  // tapping the chosen one again takes it back
    property bool upright: false    // under each other, as wide as the group
    property bool needed: false
    property string hint: ""
    property string problem: ""

    signal picked(string code)

    spacing: Theme.gapSmall
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    FieldLabel {
        width: parent.width
        visible: group.label !== ""
        text: group.label
        hint: group.hint
        needed: group.needed
    }

    Flow {
        width: parent.width
        spacing: Theme.gapSmall

        Repeater {
            model: group.choices

            Chip {
                required property var modelData

                width: group.upright ? group.width : Math.min(implicitWidth, group.width)
                compact: group.upright
                text: modelData.name
                single: !group.several
                checked: group.several ? Array.from(group.chosen).includes(modelData.code) : group.chosen === modelData.code
                onClicked: group.picked(!group.several && group.clearable && checked ? "" : modelData.code)
            }
        }
    }

    FieldProblem {
        width: parent.width
        text: group.problem
    }
}
