import QtQuick
import Veldpost

// One record to read: what it says, who wrote it, whether it is safe, what it said before.
PageFrame {
    id: page

    required property var record  // RecordView
    required property var photos  // PhotoModel of it
    readonly property bool takesPhotos: photos.count > 0 || photos.canAdd && ["note", "injury", "person"].includes(record.kind)

    signal closed()
    signal editAsked(string kind, string recordId)
    signal choiceAsked()  // between what several people wrote
    signal photoOpened(string photoId)
    signal photosAsked()  // from the files of this device

    title: record.kindText
    subtitle: record.authorText
    hasBack: true
    onBack: closed()

    footer: [
        AppButton {
            visible: !page.record.needsNewerApp && !page.record.retracted
            kind: "primary"
            iconName: "edit"
            text: qsTr("Edit")
            onClicked: page.editAsked(page.record.kind, page.record.recordId)
        },
        AppButton {
            visible: page.record.canRetract
            kind: "danger"
            iconName: "undo"
            text: qsTr("Take back")
            onClicked: question.open()
        }
    ]

    Banner {
        width: parent.width
        text: page.record.errorText
    }

    Banner {
        width: parent.width
        text: page.record.conflict ? page.record.conflictText : ""
    }

    AppButton {
        visible: page.record.conflict
        text: qsTr("Choose what stands")
        onClicked: page.choiceAsked()
    }

    Banner {
        width: parent.width
        tone: "notice"
        text: page.record.retracted ? qsTr("This was taken back. It stays readable.")
              : page.record.needsNewerApp ? qsTr("A newer app wrote this. It is kept and sent on; this app cannot show all of it.") : ""
    }

    Card {
        width: parent.width
        spacing: Theme.gapLarge

        SectionHeader {
            width: parent.width
            visible: text !== "" && text !== page.title
            text: page.record.title
        }

        KeyValueList {
            width: parent.width
            lines: page.record.lines
        }

        SafetyBadge {
            safety: page.record.safety
            word: page.record.safetyWord
            sentence: page.record.safetyText
        }
    }

    PhotoStrip {
        width: parent.width
        visible: page.takesPhotos
        photos: page.photos
        onPhotoOpened: photoId => page.photoOpened(photoId)
        onAddAsked: page.photosAsked()
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("History")
        }

        Repeater {
            model: page.record.history

            Column {
                id: version

                required property var modelData

                width: parent.width
                spacing: 2
                bottomPadding: Theme.gapSmall

                AppText {
                    width: parent.width
                    text: [version.modelData.whoText, version.modelData.whenText].filter(words => words !== "").join(" · ")
                    font.weight: Font.DemiBold
                }

                AppText {
                    width: parent.width
                    visible: text !== ""
                    text: version.modelData.changesText ?? ""
                }

                AppText {
                    width: parent.width
                    visible: text !== ""
                    text: version.modelData.settledText ?? ""
                }

                AppText {
                    width: parent.width
                    visible: (version.modelData.reason ?? "") !== ""
                    text: qsTr("Reason: %1").arg(version.modelData.reason ?? "")
                    soft: true
                }

                SafetyBadge {
                    safety: version.modelData.safety ?? "on_device"
                    word: version.modelData.safetyWord ?? ""
                    sentence: version.modelData.safetyText ?? ""
                }
            }
        }
    }

    AppDialog {
        id: question

        title: qsTr("Take this back?")
        text: qsTr("It stays readable for everyone in the case, marked as taken back, with your reason.")
        fieldLabel: qsTr("Reason")
        confirmText: qsTr("Take back")
        dangerous: true
        onConfirmed: answer => page.record.retract(answer) ? close() : undefined
    }
}
