import QtQuick
import Veldpost

// Who may see a case, and giving it to somebody. It works offline and takes effect at the next sync.
PageFrame {
    id: page

    required property var members  // MemberModel
    required property var rights   // [{code, name}]
    property string givenRight: "write"
    property string leavingId: ""    // whom the question is about
    property string leavingName: ""

    signal closed()

    title: qsTr("Sharing")
    subtitle: qsTr("Works offline; takes effect at the next sync.")
    hasBack: true
    onBack: closed()

    Banner {
        width: parent.width
        text: page.members.errorText
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("In this case")
        }

        Repeater {
            model: page.members

            PersonLine {
                required property string userId
                required property string rightText
                required property bool isMe
                required property bool canRemove

                width: parent.width
                detail: [roleText, rightText].filter(words => words !== "").join(" · ")
                marked: isMe ? qsTr("you") : ""
                actionText: canRemove ? qsTr("Take access away") : ""
                dangerous: true
                onActed: (page.leavingId = userId, page.leavingName = name, question.open())
            }
        }
    }

    Card {
        width: parent.width
        visible: page.members.canShare

        SectionHeader {
            text: qsTr("Give access to")
        }

        ChoiceGroup {
            width: parent.width
            label: qsTr("They may")
            clearable: false
            choices: page.rights
            chosen: page.givenRight
            onPicked: code => page.givenRight = code
        }

        Repeater {
            model: page.members.candidates

            PersonLine {
                required property var modelData

                width: parent.width
                name: modelData.name
                roleText: modelData.roleText
                detail: modelData.roleText
                actionText: qsTr("Give access")
                onActed: page.members.share(modelData.userId, page.givenRight)
            }
        }

        AppText {
            width: parent.width
            visible: page.members.candidates.length === 0
            text: qsTr("Nobody else is known on this device yet. After a sync the people of your region stand here.")
            soft: true
        }
    }

    AppDialog {
        id: question

        title: qsTr("Take access away from %1?").arg(page.leavingName)
        text: qsTr("From the next sync on the case goes from their tablet. What they wrote there and had not sent yet is not lost: it comes to the inbox of this case, and whoever has the case decides on it. They are told so.")
        confirmText: qsTr("Take access away")
        dangerous: true
        problem: page.members.errorText
        onConfirmed: page.members.unshare(page.leavingId) ? close() : undefined
    }
}
