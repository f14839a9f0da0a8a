import QtQuick

QtObject {
    property string recordId: ""
    property string kindText: "Note"
    property string caseTitle: "Familie Jansen, Goes"
    property var fields: [{field: "text", label: "Text", before: "Afspraak donderdag", writable: true,
                           values: [{revision: "revision-1", text: "Afspraak vrijdag", whoText: "Anna de Vries, today 21:30"},
                                    {revision: "revision-2", text: "Afspraak maandag", whoText: "Sofie Bakker, today 21:31"}]}]
    property var chosen: ({})
    property string reason: ""
    property bool stale: false
    property string errorText: ""
    property var calls: []

    function take(field, revision) {
        calls = [...calls, ["take", field, revision]];
        chosen = revision === "" ? {} : {[field]: revision};
    }
    function write(field, text) {
        calls = [...calls, ["write", field, text]];
        chosen = {[field]: "own"};
    }
    function lookAgain() { calls = [...calls, ["lookAgain"]]; }
    function done() {
        errorText = reason === "" ? "Say why." : "";
        return reason !== "";
    }
}
