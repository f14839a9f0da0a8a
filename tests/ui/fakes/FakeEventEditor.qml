import QtQuick

FakeEditor {
    property string huisverbodId: "record-2"
    property string event: "extension"
    property string atDay: ""
    property string atClock: ""
    property string untilDay: ""
    property string untilClock: ""
    property bool untilAsked: event === "extension"
    property string effect: ""
    property bool effectAsked: event === "ruling"
    property string remarks: ""
    property string atText: ""
    property string untilText: ""
    property var notices: []

    function openFor(ofCase, ofHuisverbod, ofEvent) {
        caseId = ofCase;
        huisverbodId = ofHuisverbod;
        event = ofEvent;
        return true;
    }
}
