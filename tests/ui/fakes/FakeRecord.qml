import QtQuick

QtObject {
    property string recordId: "record-1"
    property string kind: "note"
    property string kindText: "Note"
    property string title: ""
    property var lines: [{field: "text", label: "Text", value: "Gesproken met moeder", conflict: false}]
    property string authorText: "Anna de Vries, today 21:30"
    property string safety: "safe"
    property string safetyWord: "Safe on the server"
    property string safetyText: "safe since 21:40"
    property bool conflict: false
    property string conflictText: ""
    property bool retracted: false
    property bool canRetract: true
    property bool needsNewerApp: false
    property var history: [{whoText: "Anna de Vries", whenText: "today 21:30", changesText: "text", reason: "", safety: "safe",
                             safetyWord: "Safe on the server", safetyText: "Safe on the server"}]
    property string errorText: ""
    property string reason: ""

    function retract(why) {
        reason = why;
        return true;
    }
}
