import QtQuick
import Veldpost

// What waits for a person: records in which colleagues wrote different things, and work that came too late.
PageFrame {
    id: page

    required property var conflicts  // ConflictModel
    required property var waiting    // WaitingModel
    property string declined: ""     // the revision the question is about

    signal conflictOpened(string caseId, string recordId)

    title: qsTr("Inbox")
    subtitle: qsTr("Works offline; takes effect at the next sync.")

    Banner {
        width: parent.width
        text: page.conflicts.errorText !== "" ? page.conflicts.errorText : page.waiting.errorText
    }

    EmptyNote {
        width: parent.width
        visible: page.conflicts.count === 0 && page.waiting.count === 0
        text: qsTr("Nothing waits for you.")
    }

    SectionHeader {
        width: parent.width
        visible: page.conflicts.count > 0
        text: qsTr("Written differently at the same time")
    }

    Repeater {
        model: page.conflicts

        RecordRow {
            required property string caseId
            required property string recordId
            required property string whoText

            width: parent.width
            byline: whoText
            note: qsTr("%1: choose what stands").arg(kindText)
            onClicked: page.conflictOpened(caseId, recordId)
        }
    }

    SectionHeader {
        width: parent.width
        visible: page.waiting.count > 0
        text: qsTr("Held back by the server")
    }

    Repeater {
        model: page.waiting

        Card {
            id: entry

            required property string revisionId
            required property string kindText
            required property string caseTitle
            required property string text
            required property string whoText
            required property string reasonText
            required property string decisionText
            required property bool own
            required property bool canDecide
            required property bool canDismiss

            width: parent.width
            Accessible.role: Accessible.ListItem
            Accessible.name: [kindText, caseTitle, whoText, reasonText, decisionText].filter(words => words !== "").join(". ")

            AppText {
                width: parent.width
                text: qsTr("%1 in %2").arg(entry.kindText).arg(entry.caseTitle)
                font.weight: Font.DemiBold
            }

            AppText {
                width: parent.width
                text: entry.own ? qsTr("By you, %1").arg(entry.whoText) : entry.whoText
                soft: true
                font.pixelSize: Theme.small
            }

            AppText {
                width: parent.width
                visible: entry.text !== ""
                text: entry.text
            }

            AppText {
                width: parent.width
                text: entry.reasonText
                color: Theme.device
                font.pixelSize: Theme.small
            }

            AppText {
                width: parent.width
                visible: entry.decisionText !== ""
                text: entry.decisionText
                font.weight: Font.Medium
            }

            Flow {
                width: parent.width
                visible: entry.canDecide || entry.canDismiss
                spacing: Theme.gap

                AppButton {
                    visible: entry.canDecide
                    iconName: "check"
                    text: qsTr("Accept under its author's name")
                    onClicked: page.waiting.accept(entry.revisionId)
                }

                AppButton {
                    visible: entry.canDecide
                    kind: "danger"
                    text: qsTr("Decline")
                    onClicked: (page.declined = entry.revisionId, question.open())
                }

                AppButton {
                    visible: entry.canDismiss
                    text: qsTr("I have read it")
                    onClicked: page.waiting.dismiss(entry.revisionId)
                }
            }
        }
    }

    AppDialog {
        id: question

        title: qsTr("Decline this?")
        text: qsTr("It does not become part of the case. Whoever wrote it reads your reason. It can still be accepted later.")
        fieldLabel: qsTr("Reason")
        confirmText: qsTr("Decline")
        dangerous: true
        problem: page.waiting.errorText
        onConfirmed: answer => page.waiting.decline(page.declined, answer) ? close() : undefined
    }
}
