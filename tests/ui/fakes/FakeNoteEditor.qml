import QtQuick

FakeEditor {
    property string text: ""
    property int bytesLeft: 65536
}
