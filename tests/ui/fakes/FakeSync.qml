import QtQuick

QtObject {
    property string phaseText: "offline"
    property int unsafeCount: 3
    property bool allSafe: unsafeCount === 0
    property string summaryText: allSafe ? "everything is safe on the server" : unsafeCount + " changes are only on this device"
    property string movingText: ""
    property string safety: quarantined > 0 ? "waiting" : allSafe ? "safe" : "on_device"
    property string lastSyncText: ""
    property string problemText: ""
    property int conflicts: 0
    property int quarantined: 0
    property int asked: 0

    function syncNow() {
        asked += 1;
    }
}
