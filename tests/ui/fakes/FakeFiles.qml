import QtQuick

ListModel {
    property string folderText: "/pictures"
    property bool canGoUp: true
    property var places: [{code: "/pictures", name: "Pictures"}, {code: "/downloads", name: "Downloads"}]
    property string place: "/pictures"
    property string emptyText: ""
    property var chosenPaths: []
    property int chosenCount: chosenPaths.length

    function open(row) {
        const path = folderText + "/" + get(row).name;
        if (get(row).isFolder) goTo(path);
        else chosenPaths = chosenPaths.includes(path) ? chosenPaths.filter(other => other !== path) : [...chosenPaths, path];
    }
    function goTo(path) {
        folderText = place = path;
    }
    function goUp() {
        goTo("/");
    }

    Component.onCompleted: {
        append({name: "Holiday", isFolder: true, detailText: "", tooLarge: false, chosen: false});
        append({name: "cheek.jpg", isFolder: false, detailText: "3.4 MB · today 21:30", tooLarge: false, chosen: false});
        append({name: "film.mp4", isFolder: false, detailText: "120 MB: more than the 50 MB that can be added", tooLarge: true, chosen: false});
    }
}
