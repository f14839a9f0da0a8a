import QtQuick
import QtTest
import Veldpost
import "fakes"
import "../../qml/components/moments.js" as Moments
import "../../qml/components/timeline_layout.js" as Labels

Item {
    id: root

    width: 800
    height: 700

    Column {
        anchors.fill: parent
        spacing: 10

        AppButton {
            id: button

            text: "Save"
        }

        ChoiceGroup {
            id: one

            width: parent.width
            label: "Kind"
            choices: [{code: "a", name: "Aa"}, {code: "b", name: "Bb"}]
            onPicked: code => chosen = code
        }

        ToggleRow {
            id: toggle

            width: parent.width
            text: "Swollen"
            onSwitched: on => checked = on
        }

        AppTextField {
            id: field

            width: parent.width
            label: "Name"
            onEdited: text => root.typed = text
        }

        AppTextArea {
            id: area

            width: parent.width
            label: "Remarks"
            onEdited: text => root.written = text
        }

        MomentField {
            id: moment

            width: parent.width
            label: "Imposed"
            today: "23-11-2026"
            day: ""
            clock: ""
            onDayEdited: text => day = text
            onClockEdited: text => clock = text
        }

        SafetyBadge {
            id: badge

            safety: "on_device"
            word: "On this device"
        }

        SyncPill {
            id: pill

            sync: FakeSync {}
        }

        EmergencyBar {
            id: emergency

            width: parent.width
            emergencyNumber: "112"
            helpNumber: "0800-2000"
        }
    }

    property string typed: ""
    property string written: ""

    SignalSpy {
        id: clicks

        target: button
        signalName: "clicked"
    }

    TestCase {
        name: "Components"
        when: windowShown

        function test_button_returnSpaceAndMouse_eachClicksOnce() {
            clicks.clear();
            button.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(clicks.count, 1);
            keyClick(Qt.Key_Space);
            compare(clicks.count, 2);
            mouseClick(button);
            compare(clicks.count, 3);
        }

        function test_choice_tappedTwice_isTakenBack() {
            const chip = one.children[1].children[1];
            mouseClick(chip);
            compare(one.chosen, "b");
            compare(chip.Accessible.checked, true);
            mouseClick(chip);
            compare(one.chosen, "");
        }

        function test_toggle_space_switches() {
            toggle.forceActiveFocus();
            keyClick(Qt.Key_Space);
            compare(toggle.checked, true);
            compare(toggle.Accessible.checked, true);
        }

        function test_field_typing_saysTheText() {
            field.input.forceActiveFocus();
            keyClick("a");
            keyClick("b");
            compare(root.typed, "ab");
        }

        function test_area_tab_leavesTheField() {
            area.input.forceActiveFocus();
            keyClick("x");
            compare(root.written, "x");
            keyClick(Qt.Key_Tab);
            verify(!area.input.activeFocus);
        }

        function test_moment_upAndDown_moveDayAndClock() {
            const day = moment.children[1].children[0].children[0].input;
            const clock = moment.children[1].children[1].children[0].input;
            day.forceActiveFocus();
            keyClick(Qt.Key_Up);
            compare(moment.day, "23-11-2026");
            keyClick(Qt.Key_Up);
            compare(moment.day, "24-11-2026");
            clock.forceActiveFocus();
            keyClick(Qt.Key_Up);
            compare(moment.clock, "12:00");
            keyClick(Qt.Key_Down);
            compare(moment.clock, "11:45");
        }

        function test_moments_edges() {
            compare(Moments.shiftDay("28-2-2028", 1, ""), "29-02-2028");
            compare(Moments.shiftDay("31-12-2026", 1, ""), "01-01-2027");
            compare(Moments.shiftDay("29-3-2026", 1, ""), "30-03-2026");
            compare(Moments.shiftDay("rubbish", 1, "05-05-2026"), "05-05-2026");
            compare(Moments.shiftClock("23:50", 15), "00:05");
            compare(Moments.shiftClock("0:00", -15), "23:45");
        }

        function test_badge_everyState_hasItsOwnShape_andSaysItsWord() {
            const icons = ["on_device", "on_its_way", "safe", "waiting"].map(state => Theme.stateIcon(state));
            compare(new Set(icons).size, 4);
            compare(badge.Accessible.name, badge.word);
        }

        function test_emergency_name_holdsBothNumbers() {
            verify(emergency.Accessible.name.includes("112"));
            verify(emergency.Accessible.name.includes("0800-2000"));
        }

        function test_syncPill_return_asksForASync() {
            pill.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(pill.sync.asked, 1);
            verify(pill.Accessible.name.includes("3"));
        }

        function test_labels_anyPositions_neverOverlap() {
            for (const width of [360, 700, 1000]) {
                for (const positions of [[0, 0.36, 0.36, 1], [0, 0.36, 0.75, 1], [0, 0.9, 0.95, 1], [0, 0.01, 0.02, 0.03]]) {
                    const placed = Labels.place(positions.map(position => ({position: position})), width, 160, 14);
                    for (const a of placed) {
                        verify(a.x >= 0 && a.x + 160 <= width + 0.01);
                        for (const b of placed)
                            verify(a === b || a.lane !== b.lane || a.x + 160 <= b.x || b.x + 160 <= a.x);
                    }
                }
            }
        }

        // WCAG 2.2: contrast of text 4.5 : 1, of what only has to be seen 3 : 1.
        function luminance(color) {
            const linear = value => value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
        }

        function contrast(a, b) {
            const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
            return (light + 0.05) / (dark + 0.05);
        }

        function test_theme_bothPalettes_areReadable_data() {
            return [{tag: "light", dark: false}, {tag: "dark", dark: true}];
        }

        function test_theme_bothPalettes_areReadable(row) {
            Theme.dark = row.dark;
            const pairs = [["ink", "paper"], ["ink", "surface"], ["ink", "surfaceAlt"], ["inkSoft", "paper"], ["inkSoft", "surface"],
                           ["inkSoft", "surfaceAlt"], ["accentInk", "accent"], ["accentInk", "accentStrong"], ["accentStrong", "surface"],
                           ["accentStrong", "accentSoft"], ["ink", "accentSoft"], ["device", "deviceSoft"], ["device", "surface"],
                           ["safe", "safeSoft"], ["safe", "surface"], ["waiting", "waitingSoft"], ["danger", "dangerSoft"],
                           ["danger", "surface"], ["dangerInk", "danger"], ["ink", "dangerSoft"], ["paper", "focus"],
                           ["device", "accentSoft"], ["safe", "accentSoft"], ["inkSoft", "accentSoft"]];
            for (const [text, ground] of pairs)
                verify(contrast(Theme[text], Theme[ground]) >= 4.5, text + " on " + ground + ": " + contrast(Theme[text], Theme[ground]));
            for (const [line, ground] of [["outline", "surface"], ["outline", "paper"], ["focus", "paper"], ["focus", "surface"],
                                          ["figure", "surface"], ["accent", "surface"]])
                verify(contrast(Theme[line], Theme[ground]) >= 3, line + " on " + ground + ": " + contrast(Theme[line], Theme[ground]));
            Theme.dark = false;
        }
    }
}
