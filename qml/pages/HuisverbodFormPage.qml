import QtQuick
import Veldpost

// A huisverbod as it was decided; what that comes to is shown beside it.
PageFrame {
    id: page

    required property var editor  // HuisverbodEditor
    required property var codes   // Codes
    property string today: ""

    signal closed()

    title: editor.isNew ? qsTr("New huisverbod") : qsTr("Edit huisverbod")
    subtitle: editor.stateText
    hasBack: true
    onBack: editor.leave() ? closed() : undefined

    footer: SaveBar {
        width: page.contentWidth
        editor: page.editor
        doneText: qsTr("Save huisverbod")
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
            label: qsTr("Imposed")
            hint: qsTr("The moment it was announced. Without a time only the day counts.")
            needed: true
            today: page.today
            day: page.editor.imposedDay
            clock: page.editor.imposedClock
            understood: page.editor.imposedText
            problem: page.editor.problems.imposed_at ?? ""
            onDayEdited: text => page.editor.imposedDay = text
            onClockEdited: text => page.editor.imposedClock = text
        }

        Rectangle {
            width: parent.width
            height: terms.height + 24
            visible: page.editor.computedEndText !== ""
            radius: Theme.radius
            color: Theme.accentSoft

            Column {
                id: terms

                x: 16
                y: 12
                width: parent.width - 32
                spacing: 4

                AppText {
                    width: parent.width
                    text: qsTr("Ten days: until %1").arg(page.editor.computedEndText)
                    font.weight: Font.DemiBold
                }

                AppText {
                    width: parent.width
                    text: qsTr("Latest possible end, when extended: %1").arg(page.editor.latestEndText)
                }
            }
        }

        MomentField {
            width: parent.width
            label: qsTr("End, where the decision states one")
            hint: qsTr("Leave empty for ten days.")
            today: page.editor.imposedDay
            day: page.editor.endDay
            clock: page.editor.endClock
            problem: page.editor.problems.ends_at ?? ""
            onDayEdited: text => page.editor.endDay = text
            onClockEdited: text => page.editor.endClock = text
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
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        ChoiceGroup {
            width: parent.width
            label: qsTr("Imposed by")
            choices: page.codes.authorities
            chosen: page.editor.imposedBy
            onPicked: code => page.editor.imposedBy = code
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("Announced")
            choices: page.codes.announcements
            chosen: page.editor.announced
            onPicked: code => page.editor.announced = code
        }

        AppTextField {
            width: parent.width
            label: qsTr("Municipality")
            value: page.editor.municipality
            problem: page.editor.problems.municipality ?? ""
            onEdited: text => page.editor.municipality = text
        }

        AppTextField {
            width: parent.width
            label: qsTr("Dwelling it holds for")
            value: page.editor.place
            problem: page.editor.problems.place ?? ""
            onEdited: text => page.editor.place = text
        }

        AppTextArea {
            width: parent.width
            label: qsTr("Persons under the contact ban")
            hint: qsTr("One name on a line.")
            value: page.editor.contactBan
            problem: page.editor.problems.contact_ban ?? ""
            onEdited: text => page.editor.contactBan = text
        }

        AppTextArea {
            width: parent.width
            label: qsTr("Facts and circumstances")
            linesMin: 5
            value: page.editor.facts
            onEdited: text => page.editor.facts = text
        }

        AppTextField {
            width: parent.width
            label: qsTr("ECLI of a ruling")
            value: page.editor.ecli
            problem: page.editor.problems.ecli ?? ""
            onEdited: text => page.editor.ecli = text
        }

        ReasonField {
            width: parent.width
            editor: page.editor
        }
    }
}
