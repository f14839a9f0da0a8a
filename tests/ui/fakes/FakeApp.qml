import QtQuick

QtObject {
    property bool busy: false
    property string errorText: ""
    property int waitSeconds: 0
    property bool pinReady: false
    property bool textWaiting: false
    property int passphraseMinLength: 15
    property int pinMinLength: 6
    property string userName: "Anna de Vries"
    property string role: "wijkteam"
    property string roleText: "Wijkteam"
    property string serverText: "https://localhost"
    property string language: "en"
    property string theme: "light"
    property bool dark: false
    property bool lockWhenInactive: false
    property int textPercent: 100
    property QtObject sync: FakeSync {}
    property QtObject delivery: FakeDelivery {}
    property string emergencyNumber: "112"
    property string helpNumber: "0800-2000"
    property string todayText: "Mon 23 November 2026"
    property bool demo: false
    property string version: "0.1.0"
    property var calls: []

    function note(name, values) {
        calls = [...calls, {name: name, values: Array.from(values)}];
        return true;
    }
    function unlock(passphrase) { note("unlock", [passphrase]); }
    function unlockWithPin(pin) { note("unlockWithPin", [pin]); }
    function lock() { note("lock", []); }
    function setPin(pin) { return note("setPin", [pin]); }
    function enrol(server, code, passphrase, repeated, caFile) { note("enrol", [server, code, passphrase, repeated, caFile]); }
    function changePassphrase(current, next, repeated) { return note("changePassphrase", [current, next, repeated]); }
    function clearError() { errorText = ""; }
}
