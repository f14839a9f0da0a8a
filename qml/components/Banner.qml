import QtQuick
import Veldpost

// A message that stays until its cause is gone. `tone`: "problem", "notice" or "calm".
Rectangle {
    id: banner

    required property string text
    property string tone: "problem"
    property string iconName: tone === "calm" ? "cloud_check" : "warning"
    readonly property color wordColor: tone === "problem" ? Theme.danger : tone === "notice" ? Theme.device : Theme.safe

    visible: text !== ""
    implicitHeight: text !== "" ? words.implicitHeight + 24 : 0
    radius: Theme.radius
    color: tone === "problem" ? Theme.dangerSoft : tone === "notice" ? Theme.deviceSoft : Theme.safeSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: sign

        x: 14
        y: 12
        name: banner.iconName
        color: banner.wordColor
        size: 22
    }

    AppText {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: 10
        anchors.right: parent.right
        anchors.rightMargin: 14
        y: 12
        text: banner.text
        color: banner.wordColor
        Accessible.ignored: true
    }
}
