import QtQuick
import QtQuick.Shapes
import Veldpost
import "../theme/icon_paths.js" as Icons

// One of our drawn icons; says nothing to a screen reader, a word always stands beside it.
Item {
    id: icon

    required property string name
    property color color: Theme.ink
    property int size: 24
    property real weight: 1.9

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: icon.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: Icons.paths[icon.name] ?? ""
            }
        }
    }
}
