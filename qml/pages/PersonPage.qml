import QtQuick
import Veldpost

// Somebody of a case.
PageFrame {
    id: page

    required property var editor      // PersonEditor
    required property var roleChoices // [{code, name}]

    signal closed()

    title: editor.isNew ? qsTr("New person") : qsTr("Edit person")
    subtitle: editor.stateText
    hasBack: true
    onBack: editor.leave() ? closed() : undefined

    footer: SaveBar {
        width: page.contentWidth
        editor: page.editor
        doneText: qsTr("Save person")
        onGone: page.closed()
    }

    Banner {
        width: parent.width
        text: page.editor.errorText
    }

    Banner {
        width: parent.width
        tone: "notice"
        text: page.editor.conflictText
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        AppTextField {
            width: parent.width
            input.focus: true
            label: qsTr("Name")
            needed: true
            value: page.editor.name
            problem: page.editor.problems.name ?? ""
            onEdited: text => page.editor.name = text
        }

        AppTextField {
            width: Math.min(parent.width, 320)
            label: qsTr("Born")
            hint: page.editor.ageText !== "" ? page.editor.ageText : qsTr("Day, month and year, or what is known: 3-2019, 2019")
            example: qsTr("dd-mm-yyyy")
            value: page.editor.bornText
            problem: page.editor.problems.born ?? ""
            onEdited: text => page.editor.bornText = text
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("Who this is in the case")
            choices: page.roleChoices
            chosen: page.editor.personRole
            problem: page.editor.problems.role ?? ""
            onPicked: code => page.editor.personRole = code
        }

        ReasonField {
            width: parent.width
            editor: page.editor
        }
    }
}
