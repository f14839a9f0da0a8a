import QtQuick

QtObject {
    property string caseId: "case-1"
    property string title: "Familie Jansen, Goes"
    property string safetyText: "2 not safe yet"
    property string membersText: "Anna de Vries, Karim Idrissi"
    property string errorText: ""
}
