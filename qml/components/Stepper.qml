import QtQuick
import Veldpost

// Two small buttons under a field: a step back, a step on.
Row {
    id: stepper

    required property string backName
    required property string onName

    signal stepped(int direction)

    spacing: 2

    IconButton {
        iconName: "minus"
        text: stepper.backName
        onClicked: stepper.stepped(-1)
    }

    IconButton {
        iconName: "add"
        text: stepper.onName
        onClicked: stepper.stepped(1)
    }
}
