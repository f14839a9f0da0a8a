import QtQuick

ListModel {
    property string filter: ""
    property string errorText: ""

    function createCase(title) {
        append({caseId: "case-" + (count + 1), title: title, records: 0, conflicts: 0, safety: "on_device", lastText: "today",
                recordsText: "", safetyText: "1 change only on this device"});
        return "case-" + count;
    }

    Component.onCompleted: {
        append({caseId: "case-1", title: "Familie Jansen, Goes", records: 4, conflicts: 0, safety: "on_device", lastText: "today 21:30",
                recordsText: "4 items", safetyText: "2 changes only on this device"});
        append({caseId: "case-2", title: "Familie De Boer", records: 12, conflicts: 1, safety: "safe", lastText: "Mon 23 November 2026",
                recordsText: "12 items", safetyText: "everything is safe on the server"});
    }
}
