import QtQuick
import QtTest
import Veldpost
import "fakes"
import "walk.js" as Walk

// Photos on the pages of records, one of them large, and choosing files.
Item {
    id: stage

    width: 1280
    height: 800

    Component {
        id: notePage

        NotePage {
            anchors.fill: parent
            editor: FakeNoteEditor {}
            photos: FakePhotos {}
        }
    }

    Component {
        id: recordPage

        RecordPage {
            anchors.fill: parent
            record: FakeRecord {}
            photos: FakePhotos {}
        }
    }

    Component {
        id: photoPage

        PhotoPage {
            anchors.fill: parent
            photo: FakePhotoView {}
        }
    }

    Component {
        id: filesPage

        FilesPage {
            anchors.fill: parent
            files: FakeFiles {}
            photos: FakePhotos {}
        }
    }

    PageCase {
        name: "Photos"
        root: stage

        function test_photos_thumbSaysWhereItIs_andOpens() {
            const page = show(recordPage);
            listen("photoOpened");
            const thumb = Walk.find(page, item => item.photoId === "photo-1" && typeof item.clicked === "function");
            verify(thumb.Accessible.name.includes("cheek.jpg") && thumb.Accessible.name.includes("On its way"));
            verify(Walk.find(thumb, item => item.text === "1.2 MB of 3.4 MB, about 20 seconds left") !== undefined);
            thumb.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(spy.signalArguments[0][0], "photo-1");
        }

        function test_photos_ofANewNote_saveFirst() {
            const page = show(notePage);
            listen("photosAskedAfterSave");
            named("Save note and add photos").clicked();
            compare(spy.count, 1);
            page.editor.recordId = "record-1";
            listen("photosAsked");
            named("Add from this device").clicked();
            compare(spy.count, 1);
        }

        function test_photos_refusal_isSaid() {
            const page = show(recordPage);
            page.photos.errorText = "film.mp4: This file is larger than 50 MB. Nothing was added.";
            verify(Walk.find(page, item => item.Accessible.role === Accessible.AlertMessage && item.Accessible.name.includes("50 MB")) !== undefined);
        }

        function test_photo_keys_zoomStepAndClose() {
            const page = show(photoPage);
            listen("closed");
            keyClick(Qt.Key_Plus);
            compare(page.zoom, 1.5);
            keyClick(Qt.Key_0);
            compare(page.zoom, 1);
            keyClick(Qt.Key_Right);
            named("Previous").clicked();
            compare(page.photo.calls, [["step", 1], ["step", -1]]);
            keyClick(Qt.Key_Escape);
            compare(spy.count, 1);
        }

        function test_photo_failed_triesAgain() {
            const page = show(photoPage);
            page.photo.source = "";
            page.photo.statusText = "No connection with the server.";
            page.photo.canTryAgain = true;
            verify(Walk.find(page, item => item.text === page.photo.statusText) !== undefined);
            named("Try again").clicked();
            compare(page.photo.calls, [["tryAgain"]]);
        }

        function test_files_tickAndAdd_closesOnlyWhenAllWereTaken() {
            const page = show(filesPage);
            listen("closed");
            verify(!named("Tick what to add").enabled);
            const row = Walk.find(page, item => item.name === "cheek.jpg" && typeof item.clicked === "function");
            compare(row.Accessible.role, Accessible.CheckBox);
            row.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(page.files.chosenPaths, ["/pictures/cheek.jpg"]);
            page.photos.takes = false;
            const add = Walk.find(page, item => item.kind === "primary" && typeof item.clicked === "function");
            verify(add.enabled);
            add.clicked();
            compare(spy.count, 0);
            page.photos.takes = true;
            add.clicked();
            compare(spy.count, 1);
            compare(page.photos.added, ["/pictures/cheek.jpg"]);
        }
    }
}
