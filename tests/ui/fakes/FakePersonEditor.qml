import QtQuick

FakeEditor {
    property string name: ""
    property string bornText: ""
    property string ageText: ""
    property string personRole: ""
}
