import QtQuick

QtObject {
    property string recordId: ""
    property string photoId: ""
    // A picture of one point.
    property string source: "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
    property string statusText: ""
    property bool canTryAgain: false
    property string name: "cheek.jpg"
    property string detailText: "3.4 MB · Anna de Vries, today 21:30"
    property string placeText: "1 of 2"
    property bool hasPrevious: true
    property bool hasNext: true
    property string safety: "safe"
    property string safetyWord: "Safe on the server"
    property string safetyText: "Safe on the server since today 21:40"
    property bool retracted: false
    property string errorText: ""
    property var calls: []

    function step(by) {
        calls = [...calls, ["step", by]];
    }
    function tryAgain() {
        calls = [...calls, ["tryAgain"]];
    }
    function retract(reason) {
        calls = [...calls, ["retract", reason]];
        return reason !== "";
    }
}
