import QtQuick
import Veldpost
import "../components/body_places.js" as Places

// One injury: where, on the body map or from the list; what, in neutral words and millimetres.
PageFrame {
    id: page

    required property var editor   // InjuryEditor
    required property var bodyMap  // BodyMapModel
    required property var codes    // Codes
    required property var photos   // PhotoModel of the injury
    property string today: ""
    property bool asList: false
    readonly property bool beside: width >= 860
    readonly property string sidedKey: editor.region + "." + editor.laterality
    readonly property string chosenKey: Places.keys(bodyMap.view).includes(sidedKey) ? sidedKey : editor.region

    signal closed()
    signal photoOpened(string photoId)
    signal photosAsked()           // from the files of this device
    signal photosAskedAfterSave()

    title: editor.isNew ? qsTr("New injury") : qsTr("Edit injury")
    subtitle: editor.stateText
    hasBack: true
    widthMax: 1180
    onBack: editor.leave() ? closed() : undefined

    footer: SaveBar {
        width: page.contentWidth
        editor: page.editor
        doneText: qsTr("Save injury")
        onGone: page.closed()
    }

    Banner {
        width: parent.width
        text: page.editor.errorText
    }

    Banner {
        width: parent.width
        tone: "notice"
        text: page.editor.conflictText
    }

    Grid {
        width: parent.width
        columns: page.beside ? 2 : 1
        spacing: Theme.gapLarge

        Card {
            id: mapCard

            width: page.beside ? Math.round((parent.width - parent.spacing) * 0.5) : parent.width

            SectionHeader {
                width: parent.width
                text: page.editor.placeText !== "" ? page.editor.placeText : qsTr("Where?")
            }

            AppText {
                width: parent.width
                text: qsTr("Tap the place. Left is the person's own left.")
                soft: true
                font.pixelSize: Theme.small
            }

            Item {
                width: parent.width
                height: Math.max(8 * 48 + 7 * 8, page.beside ? Math.min(620, page.height - 330) : 500)

                ChoiceGroup {
                    id: views

                    width: 204
                    upright: true
                    label: ""
                    clearable: false
                    Accessible.name: qsTr("Side of the drawing")
                    choices: page.bodyMap.views
                    chosen: page.bodyMap.view
                    onPicked: code => page.bodyMap.view = code
                }

                BodyMap {
                    id: map

                    x: views.width + Theme.gap
                    width: parent.width - x
                    height: parent.height
                    visible: !page.asList
                    places: page.bodyMap
                    view: page.bodyMap.view
                    markers: page.bodyMap.markers
                    mapUnits: page.bodyMap.mapUnits
                    chosenKey: page.chosenKey
                    pointX: page.editor.view === page.bodyMap.view ? page.editor.x : -1
                    pointY: page.editor.view === page.bodyMap.view ? page.editor.y : -1
                    onPlacePicked: (region, laterality, x, y) => page.editor.setPlace(region, laterality, page.bodyMap.view, x, y)
                }

                PlaceList {
                    x: views.width + Theme.gap
                    width: parent.width - x
                    height: parent.height
                    visible: page.asList
                    places: page.bodyMap
                    chosenKey: page.chosenKey
                    onPlacePicked: (region, laterality) => page.editor.setPlace(region, laterality, page.bodyMap.view, -1, -1)
                }
            }

            AppText {
                width: parent.width
                visible: !page.asList
                text: map.hoveredName !== "" ? map.hoveredName : map.activeFocus ? map.currentName : " "
                horizontalAlignment: Text.AlignHCenter
                soft: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            FieldProblem {
                width: parent.width
                text: page.editor.problems.place ?? ""
            }

            Flow {
                width: parent.width
                spacing: Theme.gapSmall

                AppButton {
                    kind: "quiet"
                    text: page.asList ? qsTr("Show the drawing") : qsTr("Choose from a list")
                    onClicked: page.asList = !page.asList
                }
            }

            ChoiceGroup {
                width: parent.width
                visible: page.editor.region !== "" && page.editor.lateralityChoices.length > 0
                label: qsTr("Side of the person")
                choices: page.editor.lateralityChoices
                chosen: page.editor.laterality
                onPicked: code => page.editor.laterality = code
            }
        }

        Card {
            width: page.beside ? parent.width - mapCard.width - parent.spacing : parent.width
            spacing: Theme.gapLarge

            ChoiceGroup {
                width: parent.width
                label: qsTr("Kind of injury")
                needed: true
                clearable: false
                choices: page.codes.injuryTypes
                chosen: page.editor.type
                problem: page.editor.problems.type ?? ""
                onPicked: code => page.editor.type = code
            }

            MeasureRow {
                width: parent.width
                editor: page.editor
            }

            ChoiceGroup {
                width: parent.width
                label: qsTr("Colours")
                hint: qsTr("As you see them. Colour does not tell how old a bruise is.")
                several: true
                choices: page.codes.injuryColours
                chosen: page.editor.colours
                problem: page.editor.problems.colours ?? ""
                onPicked: code => page.editor.toggleColour(code)
            }

            ChoiceGroup {
                width: parent.width
                label: qsTr("Shape")
                choices: page.codes.injuryShapes
                chosen: page.editor.shape
                onPicked: code => page.editor.shape = code
            }

            Column {
                width: parent.width

                ToggleRow {
                    width: parent.width
                    text: qsTr("Shows a pattern")
                    hint: qsTr("The print of a hand, a belt, a bite …")
                    checked: page.editor.patterned
                    onSwitched: on => page.editor.patterned = on
                }

                AppTextField {
                    width: parent.width
                    visible: page.editor.patterned
                    label: qsTr("What the pattern looks like")
                    value: page.editor.pattern
                    problem: page.editor.problems.pattern ?? ""
                    onEdited: text => page.editor.pattern = text
                }

                ToggleRow {
                    width: parent.width
                    text: qsTr("More than one close together")
                    checked: page.editor.cluster
                    onSwitched: on => page.editor.cluster = on
                }

                ToggleRow {
                    width: parent.width
                    text: qsTr("Swollen")
                    checked: page.editor.swelling
                    onSwitched: on => page.editor.swelling = on
                }

                ToggleRow {
                    width: parent.width
                    text: qsTr("Tender when touched")
                    checked: page.editor.tender
                    onSwitched: on => page.editor.tender = on
                }

                ToggleRow {
                    width: parent.width
                    text: qsTr("Bleeding")
                    checked: page.editor.bleeding
                    onSwitched: on => page.editor.bleeding = on
                }

                ToggleRow {
                    width: parent.width
                    text: qsTr("Over bone")
                    checked: page.editor.overBone
                    onSwitched: on => page.editor.overBone = on
                }
            }

            AppTextArea {
                width: parent.width
                label: qsTr("Cause as it was told")
                hint: qsTr("Word for word, and who said it.")
                value: page.editor.statedCause
                onEdited: text => page.editor.statedCause = text
            }

            MomentField {
                width: parent.width
                label: qsTr("When you saw it")
                today: page.today
                day: page.editor.seenDay
                clock: page.editor.seenClock
                understood: page.editor.seenText
                problem: page.editor.problems.seen_at ?? ""
                onDayEdited: text => page.editor.seenDay = text
                onClockEdited: text => page.editor.seenClock = text
            }

            AppTextArea {
                width: parent.width
                label: qsTr("Remarks")
                value: page.editor.remarks
                onEdited: text => page.editor.remarks = text
            }

            ReasonField {
                width: parent.width
                editor: page.editor
            }
        }
    }

    PhotoStrip {
        width: parent.width
        photos: page.photos
        saved: !page.editor.isNew
        saveText: qsTr("Save injury and add photos")
        onPhotoOpened: photoId => page.photoOpened(photoId)
        onAddAsked: page.photosAsked()
        onSaveAsked: page.photosAskedAfterSave()
    }
}
