import QtQuick
import "../../../qml/components/body_places.js" as Places

// The places of one view, in the order of the drawing.
ListModel {
    id: fake

    property string caseId: ""
    property string view: "front"
    property var markers: []
    property int mapUnits: 10000
    property var views: [{code: "front", name: "Front"}, {code: "back", name: "Back"}, {code: "left_side", name: "Left side"},
                         {code: "right_side", name: "Right side"}, {code: "head_front", name: "Head, front"},
                         {code: "head_back", name: "Head, back"}, {code: "head_left", name: "Head, left"},
                         {code: "head_right", name: "Head, right"}]

    function fill() {
        clear();
        for (const key of Places.keys(view))
            append({key: key, region: Places.codeOf(key), laterality: Places.sideOf(key), findings: 0,
                    name: Places.codeOf(key) + (Places.sideOf(key) === "" ? "" : ", " + Places.sideOf(key))});
    }

    onViewChanged: fill()
    Component.onCompleted: fill()
}
