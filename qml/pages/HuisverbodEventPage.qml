import QtQuick
import Veldpost

// Something that happened around a huisverbod: an extension, a ruling, a breach …
PageFrame {
    id: page

    required property var editor  // HuisverbodEventEditor
    required property var codes   // Codes
    property string today: ""

    signal closed()

    title: editor.isNew ? qsTr("New event") : qsTr("Edit event")
    subtitle: editor.stateText
    hasBack: true
    onBack: editor.leave() ? closed() : undefined

    footer: SaveBar {
        width: page.contentWidth
        editor: page.editor
        doneText: qsTr("Save event")
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

        MomentField {
            width: parent.width
            label: qsTr("When")
            hint: page.editor.untilAsked ? qsTr("The moment the extension was decided.") : ""
            needed: true
            today: page.today
            day: page.editor.atDay
            clock: page.editor.atClock
            understood: page.editor.atText
            problem: page.editor.problems.at ?? ""
            onDayEdited: text => page.editor.atDay = text
            onClockEdited: text => page.editor.atClock = text
        }

        MomentField {
            width: parent.width
            visible: page.editor.untilAsked
            label: qsTr("New end")
            needed: true
            today: page.editor.atDay
            day: page.editor.untilDay
            clock: page.editor.untilClock
            understood: page.editor.untilText
            problem: page.editor.problems.until ?? ""
            onDayEdited: text => page.editor.untilDay = text
            onClockEdited: text => page.editor.untilClock = text
        }

        Repeater {
            model: page.editor.notices

            Banner {
                required property string modelData

                width: parent.width
                tone: "notice"
                text: modelData
            }
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("What happened")
            needed: true
            clearable: false
            choices: page.codes.huisverbodEvents
            chosen: page.editor.event
            problem: page.editor.problems.event ?? ""
            onPicked: code => page.editor.event = code
        }

        ChoiceGroup {
            width: parent.width
            visible: page.editor.effectAsked
            label: qsTr("Effect of the ruling")
            needed: true
            choices: page.codes.rulingEffects
            chosen: page.editor.effect
            problem: page.editor.problems.effect ?? ""
            onPicked: code => page.editor.effect = code
        }

        AppTextArea {
            width: parent.width
            label: qsTr("Remarks")
            value: page.editor.remarks
            onEdited: text => page.editor.remarks = text
        }

        ReasonField {
            width: parent.width
            editor: page.editor
        }
    }
}
