pragma Singleton

import QtQuick
import "../../../fakes"

FakeApp {
    enum State { NoHome, Locked, Unlocked, Delivering }

    property int state: App.State.Locked
    property string todayDay: "23-11-2026"

    function lock() {
        note("lock", []);
        state = App.State.Locked;
    }
    function unlock(passphrase) {
        note("unlock", [passphrase]);
        state = App.State.Unlocked;
    }
}
