import QtQuick
import QtQuick.Shapes
import Veldpost
import "body_places.js" as Places

// A person, drawn, to point at: by finger, mouse or arrow keys and Return. Sides are the person's own.
// One stop of the Tab key; within it the arrow keys go from region to region.
FocusScope {
    id: map

    required property var places       // BodyMapModel: rows with region, laterality, key, name, findings
    required property string view
    property var markers: []           // [{key, x, y, number, text}]
    property int mapUnits: Places.units()
    property string chosenKey: ""
    property real pointX: -1           // of the chosen one, in map units; below 0: none
    property real pointY: -1
    property string currentKey: chosenKey !== "" ? chosenKey : Places.keys(view)[0]
    property string hoveredName: ""
    readonly property string currentName: names.count > 0 ? nameOf(currentKey) : ""
    readonly property var box: Places.box(view)
    readonly property real ratio: Places.units() / mapUnits
    readonly property real unit: Math.min(width / box[2], height / box[3])

    signal placePicked(string region, string laterality, int x, int y)

    function nameOf(key: string): string {
        return Array.from({length: names.count}, (unused, row) => names.itemAt(row)).find(item => item?.key === key)?.name ?? ""
    }
    function pick(key: string, x: real, y: real) {
        placePicked(Places.codeOf(key), Places.sideOf(key), Math.round(x / ratio), Math.round(y / ratio))
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Body map: %1").arg(currentName)
    Accessible.description: qsTr("Arrow keys go from region to region, Return chooses. Left is the person's own left.")
    Accessible.focusable: true
    Keys.onUpPressed: currentKey = Places.neighbour(view, currentKey, 0, -1)
    Keys.onDownPressed: currentKey = Places.neighbour(view, currentKey, 0, 1)
    Keys.onLeftPressed: currentKey = Places.neighbour(view, currentKey, -1, 0)
    Keys.onRightPressed: currentKey = Places.neighbour(view, currentKey, 1, 0)
    Keys.onReturnPressed: pick(currentKey, -ratio, -ratio)
    Keys.onEnterPressed: pick(currentKey, -ratio, -ratio)
    Keys.onSpacePressed: pick(currentKey, -ratio, -ratio)
    onViewChanged: currentKey = chosenKey !== "" ? chosenKey : Places.keys(view)[0]

    Item {
        id: drawing

        x: (map.width - map.box[2] * map.unit) / 2 - map.box[0] * map.unit
        y: (map.height - map.box[3] * map.unit) / 2 - map.box[1] * map.unit
        width: Places.units()
        height: Places.units()
        scale: map.unit
        transformOrigin: Item.TopLeft

        Shape {
            anchors.fill: parent

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.skin
                fillRule: ShapePath.WindingFill

                PathSvg {
                    path: Places.outline(map.view)
                }
            }
        }

        Repeater {
            id: names

            model: map.places

            Shape {
                id: region

                required property string key
                required property string name
                required property int findings
                readonly property var drawn: Places.region(map.view, key)
                readonly property bool chosen: key === map.chosenKey
                readonly property bool current: map.activeFocus && key === map.currentKey

                anchors.fill: parent
                z: drawn.z
                containsMode: Shape.FillContains
                Accessible.role: Accessible.Button
                Accessible.name: findings > 0 ? qsTr("%1, %n injury(s)", "", findings).arg(name) : name
                Accessible.onPressAction: map.pick(key, -map.ratio, -map.ratio)

                ShapePath {
                    strokeColor: region.current ? Theme.focus : Theme.skinLine
                    strokeWidth: (region.current ? 3.5 : 1) / map.unit
                    joinStyle: ShapePath.RoundJoin
                    fillColor: region.chosen ? Theme.accentTint : hover.hovered || region.current ? Theme.skinHover : Theme.skin

                    PathSvg {
                        path: region.drawn.d
                    }
                }

                HoverHandler {
                    id: hover

                    blocking: true
                    cursorShape: Qt.PointingHandCursor
                    onHoveredChanged: map.hoveredName = hovered ? region.name : map.hoveredName === region.name ? "" : map.hoveredName
                }

                TapHandler {
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: point => map.pick(region.key, point.position.x, point.position.y)
                }
            }
        }

        Shape {
            anchors.fill: parent
            z: 100

            ShapePath {
                strokeColor: Theme.figure
                strokeWidth: 2 / map.unit
                joinStyle: ShapePath.RoundJoin
                fillColor: "transparent"

                PathSvg {
                    path: Places.outline(map.view)
                }
            }

            ShapePath {
                strokeColor: Theme.figure
                strokeWidth: 1.3 / map.unit
                capStyle: ShapePath.RoundCap
                fillColor: "transparent"

                PathSvg {
                    path: Places.details(map.view)
                }
            }
        }
    }

    Repeater {
        model: map.markers

        Rectangle {
            required property var modelData
            readonly property var at: modelData.x >= 0 ? [modelData.x * map.ratio, modelData.y * map.ratio]
                                                       : Places.region(map.view, modelData.key).at

            x: drawing.x + at[0] * map.unit - width / 2
            y: drawing.y + at[1] * map.unit - height / 2
            width: 26
            height: 26
            radius: 13
            color: Theme.danger
            border.width: 2
            border.color: Theme.surface
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.text

            AppText {
                anchors.centerIn: parent
                text: parent.modelData.number
                color: Theme.dangerInk
                font.pixelSize: Theme.tiny
                font.weight: Font.Bold
                Accessible.ignored: true
            }
        }
    }

    Rectangle {
        visible: map.chosenKey !== "" && map.pointX >= 0
        x: drawing.x + map.pointX * map.ratio * map.unit - width / 2
        y: drawing.y + map.pointY * map.ratio * map.unit - height / 2
        width: 22
        height: 22
        radius: 11
        color: "transparent"
        border.width: 4
        border.color: Theme.accent
    }
}
