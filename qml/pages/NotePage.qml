import QtQuick
import Veldpost

// A note being written: one large field. What is typed is kept at every pause.
PageFrame {
    id: page

    required property var editor  // NoteEditor
    required property var photos  // PhotoModel of the note

    signal closed()
    signal photoOpened(string photoId)
    signal photosAsked()          // from the files of this device
    signal photosAskedAfterSave()

    title: editor.isNew ? qsTr("New note") : qsTr("Edit note")
    subtitle: editor.stateText
    hasBack: true
    onBack: editor.leave() ? closed() : undefined

    footer: SaveBar {
        width: page.contentWidth
        editor: page.editor
        doneText: qsTr("Save note")
        onGone: page.closed()
    }

    Shortcut {
        sequence: "Ctrl+Return"
        enabled: page.visible
        onActivated: page.editor.done()
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

    AppTextArea {
        width: parent.width
        input.focus: true
        large: true
        label: qsTr("What you saw, heard and did")
        hint: qsTr("Facts and words as they were said. Ctrl+Return saves.")
        linesMin: page.height > 700 ? 14 : 8
        value: page.editor.text
        problem: page.editor.problems.text ?? (page.editor.bytesLeft < 0 ? qsTr("This is too long for one note.") : "")
        onEdited: text => page.editor.text = text
    }

    ReasonField {
        width: parent.width
        editor: page.editor
    }

    PhotoStrip {
        width: parent.width
        photos: page.photos
        saved: !page.editor.isNew
        saveText: qsTr("Save note and add photos")
        onPhotoOpened: photoId => page.photoOpened(photoId)
        onAddAsked: page.photosAsked()
        onSaveAsked: page.photosAskedAfterSave()
    }
}
