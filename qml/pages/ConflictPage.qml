import QtQuick
import Veldpost

// One record in which several people wrote different things: every value with who wrote it and what stood there before.
// One is taken, or a third is written; nothing is decided without a reason, and nothing that is not chosen.
PageFrame {
    id: page

    required property var conflict  // ConflictView

    signal closed()

    title: qsTr("Choose what stands")
    subtitle: [conflict.kindText, conflict.caseTitle].filter(words => words !== "").join(" · ")
    hasBack: true
    onBack: closed()

    footer: [
        AppButton {
            kind: "primary"
            iconName: "save"
            enabled: Object.keys(page.conflict.chosen).length > 0
            text: enabled ? qsTr("Save the choice") : qsTr("Choose a value first")
            onClicked: page.conflict.done() ? page.closed() : undefined
        }
    ]

    Banner {
        width: parent.width
        text: page.conflict.errorText
    }

    Banner {
        width: parent.width
        tone: "notice"
        text: page.conflict.stale ? qsTr("Something new has come in. Your choice is about what you see here; what came since stays beside it.") : ""
    }

    AppButton {
        visible: page.conflict.stale
        text: qsTr("Look at it again")
        onClicked: page.conflict.lookAgain()
    }

    EmptyNote {
        width: parent.width
        visible: page.conflict.fields.length === 0
        text: qsTr("There is nothing to choose here any more.")
    }

    Repeater {
        model: page.conflict.fields

        Card {
            id: field

            required property var modelData
            readonly property string name: modelData.field
            readonly property string taken: page.conflict.chosen[name] ?? ""

            width: parent.width
            spacing: Theme.gap

            SectionHeader {
                width: parent.width
                text: field.modelData.label
            }

            AppText {
                width: parent.width
                text: field.modelData.before !== "" ? qsTr("Before: %1").arg(field.modelData.before) : qsTr("Before: not filled in")
                soft: true
            }

            Repeater {
                model: field.modelData.values

                ValueChoice {
                    required property var modelData

                    width: parent.width
                    text: modelData.text
                    whoText: modelData.whoText
                    checked: field.taken === modelData.revision
                    onClicked: page.conflict.take(field.name, checked ? "" : modelData.revision)
                }
            }

            AppTextArea {
                width: parent.width
                visible: field.modelData.writable
                label: qsTr("Or write it yourself")
                linesMin: 2
                onEdited: text => text !== "" ? page.conflict.write(field.name, text)
                                              : field.taken === "own" ? page.conflict.take(field.name, "") : undefined
            }

            AppText {
                width: parent.width
                visible: field.taken === "own"
                text: qsTr("What you wrote yourself will stand.")
                color: Theme.accentStrong
            }
        }
    }

    AppTextField {
        width: parent.width
        visible: page.conflict.fields.length > 0
        label: qsTr("Why this one?")
        hint: qsTr("Stays with the record; every other value stays readable in the history.")
        needed: true
        value: page.conflict.reason
        onEdited: text => page.conflict.reason = text
    }
}
