import QtQuick

FakeEditor {
    property string type: ""
    property string region: ""
    property string laterality: ""
    property var lateralityChoices: [{code: "left", name: "Left"}, {code: "right", name: "Right"}, {code: "both", name: "Both"}]
    property string placeText: region === "" ? "" : region + (laterality === "" ? "" : ", " + laterality)
    property string view: ""
    property int x: -1
    property int y: -1
    property string lengthMm: ""
    property string widthMm: ""
    property string depthMm: ""
    property string countText: ""
    property bool cluster: false
    property string shape: ""
    property bool patterned: false
    property string pattern: ""
    property var colours: []
    property bool swelling: false
    property bool tender: false
    property bool bleeding: false
    property bool overBone: false
    property string statedCause: ""
    property string remarks: ""
    property string seenDay: ""
    property string seenClock: ""
    property string seenText: ""

    function setPlace(newRegion, newLaterality, newView, newX, newY) {
        region = newRegion;
        laterality = newLaterality;
        view = newX < 0 ? "" : newView;
        x = newX;
        y = newY;
    }
    function toggleColour(code) {
        colours = colours.includes(code) ? colours.filter(other => other !== code) : [...colours, code];
    }
}
