pragma Singleton

import QtQuick

// Colours, sizes and type of every page. Warm paper by day, warm charcoal by night; text on its ground reaches at least
// 4.5 : 1, outlines of controls 3 : 1 (WCAG 2.2 AA). Colour never says anything alone: a word and a shape stand beside it.
QtObject {
    id: theme

    property bool dark: false

    // Grounds and text
    readonly property color paper: dark ? "#1b1916" : "#f5f0e7"
    readonly property color surface: dark ? "#262320" : "#fffdf8"
    readonly property color surfaceAlt: dark ? "#322e29" : "#ede5d7"
    readonly property color ink: dark ? "#f4eee4" : "#26211b"
    readonly property color inkSoft: dark ? "#c3b9aa" : "#5c5347"
    readonly property color outline: dark ? "#938979" : "#867a69"
    readonly property color line: dark ? "#433d36" : "#ddd2c1"

    // The one accent
    readonly property color accent: dark ? "#7fc9d1" : "#1d5f6b"
    readonly property color accentStrong: dark ? "#a5dde3" : "#124750"
    readonly property color accentSoft: dark ? "#20424a" : "#dcebec"
    readonly property color accentTint: dark ? "#2f6b75" : "#9ccbd2"
    readonly property color accentInk: dark ? "#0b2529" : "#ffffff"
    readonly property color focus: dark ? "#ffd479" : "#0b3f94"

    // Safety of what was written
    readonly property color device: dark ? "#f0bd6f" : "#7f4b00"
    readonly property color deviceSoft: dark ? "#46361c" : "#fbecd1"
    readonly property color safe: dark ? "#92d3a2" : "#22623a"
    readonly property color safeSoft: dark ? "#22402c" : "#def0e1"
    readonly property color waiting: dark ? "#c9b3f2" : "#563a8a"
    readonly property color waitingSoft: dark ? "#3a3052" : "#ebe4f7"

    // What went wrong
    readonly property color danger: dark ? "#ffa79b" : "#9c231b"
    readonly property color dangerSoft: dark ? "#55261f" : "#fae2de"
    readonly property color dangerInk: dark ? "#3b0d08" : "#ffffff"

    // Behind a photo, by day and by night: its colours are judged on it
    readonly property color ground: "#161514"
    readonly property color groundInk: "#f4eee4"

    // The body map
    readonly property color skin: dark ? "#3a352f" : "#fbf4e9"
    readonly property color skinHover: dark ? "#4c463e" : "#efdfc8"
    readonly property color skinLine: dark ? "#6b6256" : "#cdbfa9"
    readonly property color figure: dark ? "#b8ad9d" : "#6a5f51"

    // Spaces, in pixels
    readonly property int gapTiny: 4
    readonly property int gapSmall: 8
    readonly property int gap: 12
    readonly property int gapLarge: 20
    readonly property int gapHuge: 32
    readonly property int radius: 10
    readonly property int radiusLarge: 14
    readonly property int touch: 48
    readonly property int pageWidthMax: 860
    readonly property int railWidth: Math.round(116 * barScale)

    // Type, in pixels; `textScale` is the user's choice, 1 to 2. What is large already grows by half of it.
    property real textScale: 1
    readonly property string family: ["Noto Sans", "DejaVu Sans"].find(name => Qt.fontFamilies().includes(name))
                                     ?? Qt.application.font.family
    // Of bars that stay on the page, beside much else
    readonly property real barScale: Math.min(textScale, 1.3)
    readonly property int tiny: Math.round(14 * textScale)
    readonly property int small: Math.round(15 * textScale)
    readonly property int body: Math.round(17 * textScale)
    readonly property int lead: Math.round(19 * textScale)
    readonly property int heading: Math.round(22 * (1 + textScale) / 2)
    readonly property int title: Math.round(27 * (1 + textScale) / 2)
    readonly property int display: Math.round(34 * (1 + textScale) / 2)

    readonly property int quick: 120  // ms

    function safetyColor(state: string): color {
        return state === "safe" ? safe : state === "waiting" ? waiting : device
    }
    function stateIcon(state: string): string {
        return ({safe: "cloud_check", waiting: "waiting", on_its_way: "cloud_up"})[state] ?? "tablet"
    }
    function safetySoft(state: string): color {
        return state === "safe" ? safeSoft : state === "waiting" ? waitingSoft : deviceSoft
    }
}
