import QtQuick

ListModel {
    property int toDecide: 1
    property string errorText: ""
    property var calls: []

    function accept(revisionId) { return calls = [...calls, ["accept", revisionId]], true; }
    function decline(revisionId, reason) { return calls = [...calls, ["decline", revisionId, reason]], reason !== ""; }
    function dismiss(revisionId) { return calls = [...calls, ["dismiss", revisionId]], true; }

    Component.onCompleted: {
        append({revisionId: "revision-8", kindText: "Note", caseTitle: "Familie Jansen, Goes", text: "Text: mine", whoText: "Anna de Vries, today",
                reasonText: "your access had ended", decisionText: "Declined by Sofie Bakker: double", own: true, canDecide: false, canDismiss: true});
        append({revisionId: "revision-9", kindText: "Note", caseTitle: "Familie Jansen, Goes", text: "Text: late", whoText: "Petra Vos, yesterday",
                reasonText: "access had ended", decisionText: "", own: false, canDecide: true, canDismiss: false});
    }
}
