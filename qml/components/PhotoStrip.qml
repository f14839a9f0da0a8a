import QtQuick
import Veldpost

// The photos and documents of a record, and the way to more. Of a record that is not saved yet: the way to saving it.
Card {
    id: strip

    required property var photos   // PhotoModel
    property bool saved: true      // the record is there to take photos
    property string saveText: ""   // of the button that saves first
    readonly property int columns: Math.max(2, Math.floor(shelf.width / (190 * Theme.textScale)))

    signal photoOpened(string photoId)
    signal addAsked()
    signal saveAsked()

    SectionHeader {
        text: qsTr("Photos and documents")
    }

    Banner {
        width: parent.width
        text: strip.photos.errorText
    }

    Banner {
        width: parent.width
        tone: "notice"
        iconName: "tablet"
        text: strip.photos.doneText
    }

    Flow {
        id: shelf

        width: parent.width
        spacing: Theme.gapSmall

        Repeater {
            model: strip.photos

            PhotoThumb {
                required property string photoId

                width: Math.floor((shelf.width - (strip.columns - 1) * shelf.spacing) / strip.columns)
                onClicked: strip.photoOpened(photoId)
            }
        }
    }

    AppText {
        width: parent.width
        visible: !strip.saved
        text: qsTr("Photos belong to a saved record. Saving comes first; you can go on writing afterwards.")
        soft: true
    }

    AppButton {
        visible: strip.saved ? strip.photos.canAdd : strip.saveText !== ""
        iconName: "image"
        text: strip.saved ? qsTr("Add from this device") : strip.saveText
        onClicked: strip.saved ? strip.addAsked() : strip.saveAsked()
    }
}
