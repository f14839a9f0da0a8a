import QtQuick

FakeEditor {
    property string imposedDay: "23-11-2026"
    property string imposedClock: "21:30"
    property string endDay: ""
    property string endClock: ""
    property string municipality: ""
    property string ecli: ""
    property string imposedBy: ""
    property string announced: ""
    property string place: ""
    property string contactBan: ""
    property string facts: ""
    property string imposedText: "Mon 23 November 2026 21:30"
    property string computedEndText: "Thu 3 December 2026 21:30"
    property string latestEndText: "Mon 21 December 2026 21:30"
    property var notices: []
}
