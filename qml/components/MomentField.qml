import QtQuick
import Veldpost
import "moments.js" as Moments

// A day and a clock time: typed, or moved by buttons or the up and down keys. Without a clock time only the day counts.
Column {
    id: field

    required property string label
    required property string day
    required property string clock
    property string understood: ""  // how it was read, in words
    property string today: ""
    property string hint: ""
    property string problem: ""
    property bool needed: false

    signal dayEdited(string text)
    signal clockEdited(string text)

    spacing: 6
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    FieldLabel {
        width: parent.width
        text: field.label
        hint: field.hint
        needed: field.needed
    }

    Flow {
        width: parent.width
        spacing: Theme.gapSmall

        Row {
            spacing: 2

            AppTextField {
                id: dayInput

                width: 150
                label: ""
                example: qsTr("dd-mm-yyyy")
                value: field.day
                inputMethodHints: Qt.ImhDate
                input.Accessible.name: qsTr("%1: day").arg(field.label)
                input.Keys.onUpPressed: field.dayEdited(Moments.shiftDay(field.day, 1, field.today))
                input.Keys.onDownPressed: field.dayEdited(Moments.shiftDay(field.day, -1, field.today))
                onEdited: text => field.dayEdited(text)
            }

            Stepper {
                backName: qsTr("%1: a day earlier").arg(field.label)
                onName: qsTr("%1: a day later").arg(field.label)
                onStepped: direction => field.dayEdited(Moments.shiftDay(field.day, direction, field.today))
            }
        }

        Row {
            spacing: 2

            AppTextField {
                id: clockInput

                width: 92
                label: ""
                example: qsTr("hh:mm")
                value: field.clock
                inputMethodHints: Qt.ImhTime
                input.Accessible.name: qsTr("%1: time").arg(field.label)
                input.Keys.onUpPressed: field.clockEdited(Moments.shiftClock(field.clock, 15))
                input.Keys.onDownPressed: field.clockEdited(Moments.shiftClock(field.clock, -15))
                onEdited: text => field.clockEdited(text)
            }

            Stepper {
                backName: qsTr("%1: a quarter earlier").arg(field.label)
                onName: qsTr("%1: a quarter later").arg(field.label)
                onStepped: direction => field.clockEdited(Moments.shiftClock(field.clock, 15 * direction))
            }
        }
    }

    AppText {
        width: parent.width
        visible: field.understood !== "" && field.problem === ""
        text: field.understood
        soft: true
        font.pixelSize: Theme.small
    }

    FieldProblem {
        width: parent.width
        text: field.problem
    }
}
