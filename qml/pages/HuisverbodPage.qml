import QtQuick
import Veldpost

// One huisverbod: where it stands, what is due next, and what happened.
PageFrame {
    id: page

    required property var huisverbod  // HuisverbodModel
    readonly property bool over: huisverbod.state === "ended" || huisverbod.state === "withdrawn" || huisverbod.state === "annulled"

    signal closed()
    signal editAsked(string recordId)
    signal eventAsked(string event)
    signal historyAsked(string recordId)  // of the huisverbod, or of one of its events

    title: qsTr("Huisverbod")
    subtitle: huisverbod.authorText
    hasBack: true
    widthMax: 1100
    onBack: closed()

    footer: [
        AppButton {
            kind: "primary"
            iconName: "add"
            text: qsTr("Add an event")
            onClicked: page.eventAsked("")
        },
        AppButton {
            visible: page.huisverbod.inForce
            text: qsTr("Extension")
            onClicked: page.eventAsked("extension")
        },
        AppButton {
            iconName: "edit"
            text: qsTr("Edit")
            onClicked: page.editAsked(page.huisverbod.recordId)
        },
        AppButton {
            kind: "quiet"
            iconName: "history"
            text: qsTr("History")
            onClicked: page.historyAsked(page.huisverbod.recordId)
        }
    ]

    Banner {
        width: parent.width
        text: page.huisverbod.errorText
    }

    Banner {
        width: parent.width
        text: page.huisverbod.conflictText
    }

    Flow {
        width: parent.width
        visible: page.huisverbod.known
        spacing: Theme.gapLarge

        Card {
            id: stateCard

            width: page.wide ? (parent.width - Theme.gapLarge) / 2 : parent.width
            height: page.wide ? Math.max(stateCard.implicitHeight, nextCard.implicitHeight) : implicitHeight
            spacing: 6

            Row {
                spacing: Theme.gapSmall

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: page.over ? "house" : "house_ban"
                    color: page.over ? Theme.inkSoft : Theme.accentStrong
                    size: 28
                }

                AppText {
                    text: page.huisverbod.stateText
                    color: page.over ? Theme.inkSoft : Theme.accentStrong
                    font.pixelSize: Theme.heading
                    font.weight: Font.DemiBold
                }
            }

            AppText {
                width: parent.width
                text: qsTr("Until %1").arg(page.huisverbod.endText)
            }

            SafetyBadge {
                safety: page.huisverbod.safety
                word: page.huisverbod.safetyWord
                sentence: page.huisverbod.safetyText
            }
        }

        Card {
            id: nextCard

            width: page.wide ? (parent.width - Theme.gapLarge) / 2 : parent.width
            height: page.wide ? Math.max(stateCard.implicitHeight, nextCard.implicitHeight) : implicitHeight
            spacing: 6

            AppText {
                width: parent.width
                text: qsTr("Next")
                soft: true
                font.pixelSize: Theme.small
            }

            AppText {
                width: parent.width
                text: page.huisverbod.nextText !== "" ? page.huisverbod.nextText : qsTr("Nothing is due any more.")
                font.pixelSize: Theme.heading
                font.weight: Font.DemiBold
            }

            AppText {
                width: parent.width
                visible: text !== ""
                text: page.huisverbod.nextWhenText
            }
        }
    }

    Card {
        width: parent.width
        visible: page.huisverbod.known

        HuisverbodTimeline {
            width: parent.width
            huisverbod: page.huisverbod
        }

        TimelineKey {
            width: parent.width
        }
    }

    Repeater {
        model: page.huisverbod.problems

        Banner {
            required property string modelData

            width: parent.width
            tone: "notice"
            text: modelData
        }
    }

    Card {
        width: parent.width

        SectionHeader {
            text: qsTr("What happened")
        }

        Repeater {
            model: page.huisverbod

            EventLine {
                required property bool computed

                width: parent.width
                visible: !computed && kind !== "now"
                onClicked: page.historyAsked(recordId)
            }
        }
    }

    Card {
        width: parent.width
        visible: page.huisverbod.lines.length > 0

        SectionHeader {
            text: qsTr("The decision")
        }

        KeyValueList {
            width: parent.width
            lines: page.huisverbod.lines
        }
    }
}
