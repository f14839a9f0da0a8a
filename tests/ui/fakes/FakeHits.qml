import QtQuick

ListModel {
    property string text: ""
    property string resultText: "1 found"
    property int asked: 0

    function searchNow() {
        asked += 1;
    }

    Component.onCompleted: append({caseId: "case-1", caseTitle: "Familie Jansen", recordId: "record-1", kind: "note", kindText: "Note",
                                   snippet: "aan de keukentafel", whenText: "today 21:30"})
}
