import QtQuick

QtObject {
    property string reasonText: "Too long without contact with the server."
    property string unsentText: "2 changes wait here to be sent."
    property string problemText: ""
    property bool trying: false
    property int asked: 0

    function tryNow() {
        asked += 1;
    }
}
