import QtQuick

ListModel {
    property string caseId: ""
    property string kind: ""
    property string errorText: ""

    function add(values) {
        append(Object.assign({recordId: "record-" + count, openId: "record-" + count, kindText: values.kind, title: values.kind, text: "",
                              authorName: "Anna de Vries", whenText: "21:30", day: "Today", editedText: "", safety: "on_device", safetyWord: "On this device",
                              safetyText: "on this device", conflict: false, conflictText: "", retracted: false,
                              needsNewerApp: false, doctorsFile: false}, values));
    }

    Component.onCompleted: {
        add({kind: "note", title: "Note", text: "Gesproken met moeder aan de keukentafel."});
        add({kind: "huisverbod_event", title: "Extension", openId: "record-2", safety: "safe", safetyWord: "Safe on the server", safetyText: "safe since 21:40"});
        add({kind: "huisverbod", title: "Huisverbod, Goes", safety: "waiting", safetyWord: "Waiting for you", safetyText: "waiting for you: choose", conflict: true,
             conflictText: "Two versions: end", retracted: true});
    }
}
