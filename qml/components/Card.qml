import QtQuick
import Veldpost

// A sheet on the paper: what belongs together.
Rectangle {
    id: card

    default property alias content: inside.data
    property int padding: Theme.gapLarge
    property int spacing: Theme.gap

    implicitHeight: inside.implicitHeight + 2 * padding
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: 1
    border.color: Theme.line

    Column {
        id: inside

        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        spacing: card.spacing
    }
}
