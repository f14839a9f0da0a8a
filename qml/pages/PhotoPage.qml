import QtQuick
import QtQuick.Controls.Basic
import Veldpost

// One photo over the whole page, to look at closely: pinch, wheel, double tap or the buttons; arrow keys go on to the others.
FocusScope {
    id: page

    required property var photo  // PhotoView
    property real zoom: 1
    readonly property real zoomMax: 8

    signal closed()

    // The point that is in the middle stays there.
    function zoomTo(wanted: real) {
        Qt.callLater(center, (pan.contentX + pan.width / 2) / pan.contentWidth, (pan.contentY + pan.height / 2) / pan.contentHeight), zoom = Math.max(1, Math.min(zoomMax, wanted))
    }
    function center(x: real, y: real) {
        pan.contentX = Math.max(0, x * pan.contentWidth - pan.width / 2), pan.contentY = Math.max(0, y * pan.contentHeight - pan.height / 2)
    }
    function step(by: int) {
        zoom = 1, photo.step(by)
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Photo %1").arg(photo.name)
    Keys.onEscapePressed: closed()
    Keys.onPressed: event => event.accepted = [Qt.Key_Plus, Qt.Key_Equal].includes(event.key) ? (zoomTo(zoom * 1.5), true)
                                              : event.key === Qt.Key_Minus ? (zoomTo(zoom / 1.5), true)
                                              : event.key === Qt.Key_0 ? (zoomTo(1), true)
                                              : event.key === Qt.Key_Left ? (step(-1), true)
                                              : event.key === Qt.Key_Right ? (step(1), true) : false

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Flickable {
        id: pan

        anchors.top: head.bottom
        anchors.bottom: foot.top
        width: parent.width
        contentWidth: width * page.zoom
        contentHeight: height * page.zoom
        interactive: page.zoom > 1
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Image {
            width: pan.contentWidth
            height: pan.contentHeight
            source: page.photo.source
            cache: false
            asynchronous: true
            mipmap: true
            fillMode: Image.PreserveAspectFit
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Photo %1").arg(page.photo.name)

            TapHandler {
                onDoubleTapped: page.zoomTo(page.zoom > 1 ? 1 : 3)
            }

            WheelHandler {
                target: null
                onWheel: event => page.zoomTo(page.zoom * (event.angleDelta.y > 0 ? 1.2 : 1 / 1.2))
            }

            PinchHandler {
                property real began: 1

                target: null
                onActiveChanged: active ? began = page.zoom : undefined
                onActiveScaleChanged: active ? page.zoomTo(began * activeScale) : undefined
            }
        }
    }

    Column {
        anchors.centerIn: pan
        width: Math.min(pan.width - 2 * Theme.gapLarge, 520)
        spacing: Theme.gapLarge
        visible: page.photo.source === ""

        AppText {
            width: parent.width
            text: page.photo.statusText
            color: Theme.groundInk
            horizontalAlignment: Text.AlignHCenter
        }

        AppButton {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: page.photo.canTryAgain
            iconName: "sync"
            text: qsTr("Try again")
            onClicked: page.photo.tryAgain()
        }
    }

    Rectangle {
        id: head

        z: 1
        width: parent.width
        height: Math.max(64, title.height + 16)
        color: Theme.paper

        IconButton {
            id: backButton

            x: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            focus: true
            iconName: "back"
            text: qsTr("Back")
            onClicked: page.closed()
        }

        AppText {
            id: title

            anchors.left: backButton.right
            anchors.leftMargin: Theme.gapSmall
            anchors.right: zooms.left
            anchors.verticalCenter: parent.verticalCenter
            text: [page.photo.name !== "" ? page.photo.name : qsTr("Photo"), page.photo.placeText].filter(words => words !== "").join(" · ")
            font.pixelSize: Theme.lead
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Row {
            id: zooms

            anchors.right: parent.right
            anchors.rightMargin: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            visible: page.photo.source !== ""

            IconButton {
                iconName: "zoom_out"
                text: qsTr("Smaller")
                enabled: page.zoom > 1
                onClicked: page.zoomTo(page.zoom / 1.5)
            }

            IconButton {
                iconName: "zoom_in"
                text: qsTr("Larger")
                enabled: page.zoom < page.zoomMax
                onClicked: page.zoomTo(page.zoom * 1.5)
            }
        }
    }

    Rectangle {
        id: foot

        z: 1
        anchors.bottom: parent.bottom
        width: parent.width
        height: facts.implicitHeight + 24
        color: Theme.paper

        Column {
            id: facts

            x: Theme.gapLarge
            y: 12
            width: parent.width - 2 * Theme.gapLarge
            spacing: Theme.gapSmall

            Banner {
                width: parent.width
                text: page.photo.errorText
            }

            AppText {
                width: parent.width
                visible: text !== ""
                text: page.photo.detailText
                soft: true
                font.pixelSize: Theme.small
            }

            Flow {
                width: parent.width
                spacing: Theme.gapSmall

                SafetyBadge {
                    visible: page.photo.safety !== ""
                    safety: page.photo.safety
                    word: page.photo.safetyWord
                    sentence: page.photo.safetyText
                }

                Tag {
                    visible: page.photo.retracted
                    text: qsTr("Taken back")
                }
            }

            Flow {
                width: parent.width
                spacing: Theme.gapSmall

                AppButton {
                    visible: page.photo.hasPrevious || page.photo.hasNext
                    enabled: page.photo.hasPrevious
                    iconName: "earlier"
                    text: qsTr("Previous")
                    onClicked: page.step(-1)
                }

                AppButton {
                    visible: page.photo.hasPrevious || page.photo.hasNext
                    enabled: page.photo.hasNext
                    iconName: "later"
                    text: qsTr("Next")
                    onClicked: page.step(1)
                }

                AppButton {
                    visible: page.photo.safety !== "" && !page.photo.retracted
                    kind: "danger"
                    iconName: "undo"
                    text: qsTr("Take back")
                    onClicked: question.open()
                }
            }
        }
    }

    AppDialog {
        id: question

        title: qsTr("Take this photo back?")
        text: qsTr("It stays to be seen for everyone in the case, marked as taken back, with your reason.")
        fieldLabel: qsTr("Reason")
        confirmText: qsTr("Take back")
        problem: page.photo.errorText
        dangerous: true
        onConfirmed: answer => page.photo.retract(answer) ? close() : undefined
    }
}
