import QtQuick
import Veldpost

// The heading of a part of a page.
AppText {
    width: parent ? parent.width : implicitWidth
    font.pixelSize: Theme.heading
    font.weight: Font.DemiBold
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
