import QtQuick

// What every editor of a record has, with every call counted.
QtObject {
    property string caseId: "case-1"
    property string recordId: ""
    property bool isNew: recordId === ""
    property bool modified: false
    property string stateText: ""
    property string errorText: ""
    property var problems: ({})
    property string reason: ""
    property bool reasonNeeded: false
    property var calls: []

    signal finished(string recordId)

    function done() {
        calls = [...calls, "done"];
        return true;
    }
    function leave() {
        calls = [...calls, "leave"];
    }
    function discard() {
        calls = [...calls, "discard"];
    }
}
