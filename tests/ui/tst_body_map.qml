import QtQuick
import QtTest
import Veldpost
import "fakes"
import "../../qml/components/body_places.js" as Places

Item {
    width: 700
    height: 900

    FakeBodyMap {
        id: places
    }

    BodyMap {
        id: map

        anchors.fill: parent
        places: places
        view: places.view
        mapUnits: places.mapUnits
    }

    SignalSpy {
        id: picked

        target: map
        signalName: "placePicked"
    }

    TestCase {
        name: "BodyMap"
        when: windowShown

        function init() {
            places.view = "front";
            map.chosenKey = "";
            map.forceActiveFocus();
            picked.clear();
        }

        function point(key) {
            const at = Places.region(map.view, key).at;
            const box = map.box;
            return Qt.point((map.width - box[2] * map.unit) / 2 + (at[0] - box[0]) * map.unit,
                            (map.height - box[3] * map.unit) / 2 + (at[1] - box[1]) * map.unit);
        }

        function test_tap_everyPlaceOfEveryView_saysRegionAndSide_data() {
            return places.views.map(view => ({tag: view.code}));
        }

        function test_tap_everyPlaceOfEveryView_saysRegionAndSide(row) {
            places.view = row.tag;
            for (const key of Places.keys(row.tag)) {
                picked.clear();
                const at = point(key);
                mouseClick(map, at.x, at.y);
                compare(picked.count, 1, key);
                compare(picked.signalArguments[0][0], Places.codeOf(key), key);
                compare(picked.signalArguments[0][1], Places.sideOf(key), key);
                const drawn = Places.region(row.tag, key).at;
                fuzzyCompare(picked.signalArguments[0][2], drawn[0], 20, key);
                fuzzyCompare(picked.signalArguments[0][3], drawn[1], 20, key);
            }
        }

        function test_tap_besideThePerson_saysNothing() {
            mouseClick(map, 3, 3);
            compare(picked.count, 0);
        }

        function test_tap_smallerUnits_pointInThoseUnits() {
            map.mapUnits = 1000;
            const at = point("abdomen");
            mouseClick(map, at.x, at.y);
            fuzzyCompare(picked.signalArguments[0][2], Places.region("front", "abdomen").at[0] / 10, 3);
            map.mapUnits = 10000;
        }

        function test_front_personsLeft_isOnTheRight() {
            verify(point("cheek.left").x > point("cheek.right").x);
            places.view = "back";
            verify(point("heel.left").x < point("heel.right").x);
        }

        function test_keys_arrowsAndReturn_chooseWithoutPoint() {
            map.currentKey = "thigh.left";
            keyClick(Qt.Key_Down);
            compare(map.currentKey, "knee.left");
            keyClick(Qt.Key_Left);
            compare(map.currentKey, "knee.right");
            keyClick(Qt.Key_Return);
            compare(picked.count, 1);
            compare(Array.from(picked.signalArguments[0]), ["knee", "right", -1, -1]);
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Space);
            compare(Array.from(picked.signalArguments[1]), ["knee", "left", -1, -1]);
        }

        function test_keys_arrowsFromAnywhere_reachEveryPlace_data() {
            return places.views.map(view => ({tag: view.code}));
        }

        function test_keys_arrowsFromAnywhere_reachEveryPlace(row) {
            const keys = Places.keys(row.tag);
            const reached = new Set([keys[0]]);
            for (const key of reached)
                for (const [dx, dy] of [[0, 1], [0, -1], [1, 0], [-1, 0]])
                    reached.add(Places.neighbour(row.tag, key, dx, dy));
            compare(keys.filter(key => !reached.has(key)), []);
        }

        function test_name_currentPlace_isSaid() {
            map.currentKey = "forehead";
            verify(map.Accessible.name.includes("forehead"));
            compare(map.Accessible.role, Accessible.Graphic);
        }
    }
}
