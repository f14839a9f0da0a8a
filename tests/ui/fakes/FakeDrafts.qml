import QtQuick

ListModel {
    Component.onCompleted: append({draftId: "draft-1", caseId: "case-1", caseTitle: "Familie Jansen", recordId: "", kind: "note",
                                   kindText: "Note", text: "Gesproken met moeder", whenText: "today 21:12"})
}
