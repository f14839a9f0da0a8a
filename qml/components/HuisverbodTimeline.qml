import QtQuick
import Veldpost
import "timeline_layout.js" as Labels

// A huisverbod as a line: from imposing over ten days to the latest end the law allows, what was decided, what happened,
// and where we are now.
Item {
    id: timeline

    required property var huisverbod  // HuisverbodModel
    readonly property real inset: 14
    readonly property real lineWidth: width - 2 * inset
    readonly property int labelWidth: Math.min(228, lineWidth / 2.2)
    readonly property int laneHeight: 62
    readonly property real trackY: 66
    readonly property bool stopped: huisverbod.state === "withdrawn" || huisverbod.state === "annulled"
    readonly property bool nowOnLine: huisverbod.nowPosition >= 0 && huisverbod.nowPosition <= 1
    readonly property real reached: Math.max(huisverbod.tenDaysPosition, huisverbod.endPosition)
    readonly property bool endsAtTenDays: Math.abs(huisverbod.endPosition - huisverbod.tenDaysPosition) < 0.004
    readonly property bool endsAtLatest: Math.abs(huisverbod.endPosition - huisverbod.latestEndPosition) < 0.004
    readonly property var labels: Labels.place([
        {position: 0, name: qsTr("Imposed"), when: huisverbod.imposedText, strong: true},
        {position: huisverbod.tenDaysPosition, name: endsAtTenDays ? qsTr("Ends (ten days)") : qsTr("Ten days"),
         when: huisverbod.computedEndText, strong: endsAtTenDays},
        {position: huisverbod.endPosition, name: endsAtLatest ? qsTr("Ends (latest possible)") : qsTr("Ends"),
         when: huisverbod.endText, strong: true},
        {position: huisverbod.latestEndPosition, name: qsTr("Latest possible end"), when: huisverbod.latestEndText, strong: false},
    ].filter((mark, row) => !(row === 2 && endsAtTenDays) && !(row === 3 && endsAtLatest)), lineWidth, labelWidth, 14)

    implicitHeight: trackY + 58 + Labels.lanes(labels) * laneHeight
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Time line. Imposed %1. Ends %2. Latest possible end %3.")
                     .arg(huisverbod.imposedText).arg(huisverbod.endText).arg(huisverbod.latestEndText)

    // What the law allows at most
    Rectangle {
        x: timeline.inset
        y: timeline.trackY
        width: timeline.lineWidth * timeline.huisverbod.latestEndPosition
        height: 22
        radius: 6
        color: Theme.surfaceAlt
        border.width: 1
        border.color: Theme.outline
    }

    // The extension, or what was decided beyond ten days
    Rectangle {
        x: timeline.inset
        y: timeline.trackY
        width: timeline.lineWidth * timeline.huisverbod.endPosition
        height: 22
        radius: 6
        visible: timeline.huisverbod.endPosition > timeline.huisverbod.tenDaysPosition
        color: timeline.stopped ? Theme.outline : Theme.accentSoft
        border.width: 2
        border.color: timeline.stopped ? Theme.outline : Theme.accent
    }

    // Ten days
    Rectangle {
        x: timeline.inset
        y: timeline.trackY
        width: timeline.lineWidth * Math.min(timeline.huisverbod.tenDaysPosition, timeline.huisverbod.endPosition)
        height: 22
        radius: 6
        color: timeline.stopped ? Theme.outline : Theme.accent
    }

    // Days
    Repeater {
        model: 29

        Item {
            required property int index
            readonly property bool named: index === 0 || index === 10 || index === 20 || index === 28

            x: timeline.inset + timeline.lineWidth * timeline.huisverbod.latestEndPosition * index / 28
            y: timeline.trackY + 24

            Rectangle {
                x: -width / 2
                width: parent.named ? 2 : 1
                height: parent.named ? 9 : 5
                color: parent.named ? Theme.inkSoft : Theme.outline
            }

            AppText {
                x: parent.index === 28 ? -width - 5 : 5
                y: 6
                visible: parent.named
                text: parent.index === 0 ? qsTr("day 0") : parent.index
                soft: true
                font.pixelSize: Theme.tiny
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }

    // Names of the turning points, with a thin line up to the track
    Repeater {
        model: timeline.labels

        Item {
            id: label

            required property var modelData

            x: timeline.inset
            y: timeline.trackY

            Rectangle {
                x: Math.max(0, Math.min(timeline.lineWidth - width, label.modelData.mark - width / 2))
                y: -4
                width: 3
                height: 56 + label.modelData.lane * timeline.laneHeight + 4
                color: label.modelData.strong ? Theme.accentStrong : Theme.outline
            }

            Rectangle {
                x: label.modelData.x
                y: 52 + label.modelData.lane * timeline.laneHeight
                width: timeline.labelWidth
                height: timeline.laneHeight - 8
                radius: 8
                color: Theme.surface
                border.width: 1
                border.color: label.modelData.strong ? Theme.accent : Theme.line

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: 10
                    width: parent.width - 20

                    AppText {
                        width: parent.width
                        text: label.modelData.name
                        font.pixelSize: Theme.small
                        font.weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                        elide: Text.ElideRight
                        Accessible.ignored: true
                    }

                    AppText {
                        width: parent.width
                        text: label.modelData.when
                        font.pixelSize: Theme.small
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: 12
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    // What happened
    Repeater {
        model: timeline.huisverbod

        Rectangle {
            id: dot

            required property string kind
            required property string name
            required property string whenText
            required property real position
            required property bool retracted
            required property string event
            readonly property bool ending: dot.event === "withdrawal" || dot.event === "ruling" || dot.event === "breach"

            visible: kind === "event" && position >= 0 && position <= 1
            x: timeline.inset + timeline.lineWidth * position - width / 2
            y: timeline.trackY - 22
            width: 16
            height: 16
            radius: 8
            opacity: retracted ? 0.4 : 1
            color: ending ? Theme.danger : Theme.accentStrong
            border.width: 2
            border.color: Theme.surface
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1, %2").arg(name).arg(whenText)
            Accessible.ignored: !visible

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height
                width: 2
                height: 6
                color: parent.color
            }
        }
    }

    // Now
    Item {
        x: timeline.inset + timeline.lineWidth * timeline.huisverbod.nowPosition
        visible: timeline.nowOnLine
        z: 5

        Rectangle {
            x: -1.5
            y: 28
            width: 3
            height: timeline.trackY - 28 + 26
            color: Theme.focus
        }

        Rectangle {
            x: Math.max(-parent.x, Math.min(timeline.width - parent.x - width, -width / 2))
            y: 2
            width: nowWord.implicitWidth + 20
            height: 28
            radius: 14
            color: Theme.focus

            AppText {
                id: nowWord

                anchors.centerIn: parent
                text: qsTr("Now")
                color: Theme.paper
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
        }
    }
}
