import QtQuick
import Veldpost

// What is wrong with a field, right under it: a sign, red and words.
Row {
    id: problem

    required property string text

    spacing: 6
    visible: text !== ""

    Icon {
        id: sign

        name: "warning"
        color: Theme.danger
        size: 20
    }

    AppText {
        width: problem.width - sign.width - problem.spacing
        text: problem.text
        color: Theme.danger
        Accessible.role: Accessible.AlertMessage
    }
}
