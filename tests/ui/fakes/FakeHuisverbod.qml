import QtQuick

// A huisverbod of 23 November 2026, extended by eighteen days, breached once, seen on day five.
ListModel {
    property string recordId: "huisverbod-1"
    property string caseId: "case-1"
    property string state: "extended"
    property string stateText: "Extended"
    property bool inForce: true
    property string imposedText: "Mon 23 November 2026 21:30"
    property string computedEndText: "Thu 3 December 2026 21:30"
    property string decidedEndText: ""
    property string endText: "Mon 14 December 2026 21:30"
    property string extendedEndText: endText
    property string latestEndText: "Mon 21 December 2026 21:30"
    property string nextText: "End of the huisverbod"
    property string nextWhenText: "Mon 14 December 2026 21:30 (in 16 days)"
    property var problems: ["The extension was decided on the day the ban ended."]
    property real tenDaysPosition: 10 / 28
    property real endPosition: 21 / 28
    property real latestEndPosition: 1
    property real nowPosition: 5.2 / 28
    property var lines: [{label: "Municipality", value: "Goes"}, {label: "Imposed by", value: "Mayor"},
                         {label: "Contact ban", value: "M. Jansen, K. Jansen"}]
    property string authorText: "Anna de Vries, Mon 23 November 2026 22:05"
    property string safety: "on_device"
    property string safetyWord: "On this device"
    property string safetyText: "On this device"
    property bool conflict: false
    property string conflictText: ""
    property bool known: true
    property bool retracted: false
    property string errorText: ""

    function mark(kind, event, name, whenText, position, text) {
        append({recordId: "r" + count, kind: kind, event: event, name: name, whenText: whenText, text: text, position: position,
                computed: kind !== "event" && kind !== "start", retracted: false, authorName: kind === "event" ? "Anna de Vries" : "",
                safety: kind === "event" ? "safe" : "", safetyWord: kind === "event" ? "Safe on the server" : "", safetyText: ""});
    }

    Component.onCompleted: {
        mark("start", "", "Imposed", "Mon 23 November 2026 21:30", 0, "");
        mark("event", "key_handed_over", "Key handed over", "Mon 23 November 2026 22:00", 0.001, "One key, against receipt");
        mark("event", "breach", "Breach", "Wed 25 November 2026 18:10", 0.067, "");
        mark("event", "extension", "Extension", "Thu 3 December 2026 10:00", 0.34, "Until Mon 14 December 2026 21:30");
        mark("ten_days", "", "Ten days", "Thu 3 December 2026 21:30", 0.357, "");
        mark("end", "", "End", endText, endPosition, "");
        mark("latest_end", "", "Latest possible end", latestEndText, 1, "");
    }
}
