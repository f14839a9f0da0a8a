import QtQuick

ListModel {
    property string errorText: ""

    Component.onCompleted: append({caseId: "case-1", recordId: "record-1", kind: "note", kindText: "Note", title: "Familie Jansen, Goes",
                                   text: "Text", whoText: "Anna de Vries, Sofie Bakker"})
}
