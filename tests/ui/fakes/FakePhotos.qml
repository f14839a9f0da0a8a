import QtQuick

ListModel {
    property string recordId: ""
    property bool canAdd: true
    property string errorText: ""
    property string doneText: ""
    property bool takes: true
    property var added: []

    function addFiles(paths) {
        added = takes ? [...added, ...paths] : added;
        errorText = takes ? "" : "cheek.jpg: The disk is full.";
        return takes;
    }

    Component.onCompleted: {
        append({photoId: "photo-1", name: "cheek.jpg", source: "", emptyText: "Being drawn…", detailText: "3.4 MB · Anna de Vries, today 21:30",
                safety: "on_its_way", safetyWord: "On its way", safetyText: "On its way", retracted: false,
                movingText: "1.2 MB of 3.4 MB, about 20 seconds left"});
        append({photoId: "photo-2", name: "letter.pdf", source: "", emptyText: "Document", detailText: "80 kB · Anna de Vries, today 21:31",
                safety: "safe", safetyWord: "Safe on the server", safetyText: "Safe on the server", retracted: true, movingText: ""});
    }
}
