import QtQuick

// What every editor of a record has, with every call counted.
QtObject {
    property string caseId: "case-1"
    property string recordId: ""
    property bool isNew: recordId === ""
    property bool modified: false
    property string stateText: ""
    property string errorText: ""
    property string conflictText: ""
    property var problems: ({})
    property string reason: ""
    property bool reasonNeeded: false
    property var calls: []
    property bool keeps: true  // false: the disk is full

    signal finished(string recordId)

    function openNew(ofCase) {
        caseId = ofCase;
        return true;
    }
    function openEdit(record) {
        recordId = record;
        return true;
    }
    function openDraft(draftId) {
        modified = true;
        stateText = draftId;
        return true;
    }
    function done() {
        calls = [...calls, "done"];
        finished(recordId);
        return true;
    }
    function leave() {
        calls = [...calls, "leave"];
        return keeps;
    }
    function keepNow() {
        calls = [...calls, "keepNow"];
        return keeps;
    }
    function discard() {
        calls = [...calls, "discard"];
        return keeps;
    }
}
