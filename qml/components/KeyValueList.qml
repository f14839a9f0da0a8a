import QtQuick
import Veldpost

// Facts of a record: a word to the left, what it says to the right; under each other where it is narrow.
Column {
    id: facts

    required property var lines  // [{label, value, conflict}]
    readonly property bool beside: width >= 460

    spacing: Theme.gap

    Repeater {
        model: facts.lines

        Flow {
            id: fact

            required property var modelData

            width: facts.width
            spacing: facts.beside ? Theme.gap : 2
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1: %2").arg(modelData.label).arg(modelData.value)

            AppText {
                width: facts.beside ? 190 : facts.width
                text: fact.modelData.label
                soft: true
                Accessible.ignored: true
            }

            AppText {
                width: facts.beside ? facts.width - 190 - Theme.gap : facts.width
                text: fact.modelData.value
                color: fact.modelData.conflict ? Theme.danger : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
