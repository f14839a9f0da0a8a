import QtQuick

ListModel {
    property string caseId: ""
    property var candidates: [{userId: "user-3", name: "Karim Idrissi", roleText: "Vertrouwensarts"}]
    property bool canShare: true
    property string errorText: ""
    property var calls: []

    function share(userId, right) {
        calls = [...calls, ["share", userId, right]];
        return true;
    }
    function unshare(userId) {
        calls = [...calls, ["unshare", userId]];
        return true;
    }

    Component.onCompleted: {
        append({userId: "user-1", name: "Anna de Vries", memberRole: "wijkteam", roleText: "Wijkteam", right: "own", rightText: "Owner",
                isMe: true, canRemove: false});
        append({userId: "user-2", name: "Sofie Bakker", memberRole: "coordinator", roleText: "Coordinator", right: "read",
                rightText: "May read", isMe: false, canRemove: true});
    }
}
