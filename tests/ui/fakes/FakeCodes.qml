import QtQuick

QtObject {
    function list(names) {
        return names.map(name => ({code: name.toLowerCase().replace(/ /g, "_"), name: name}));
    }

    property var injuryTypes: list(["Bruise", "Abrasion", "Laceration", "Incised wound", "Stab wound", "Burn", "Scald", "Bite",
                                    "Petechiae", "Fracture", "Swelling", "Redness", "Other"])
    property var injuryShapes: list(["Round", "Oval", "Linear", "Loop", "Irregular", "Ring"])
    property var injuryColours: list(["Red", "Blue", "Purple", "Green", "Yellow", "Brown"])
    property var personRoles: list(["Child", "Parent", "Partner", "Neighbour", "Other"])
    property var huisverbodEvents: list(["Incident", "Extension", "Ruling", "Breach", "Withdrawal"])
    property var authorities: list(["Mayor", "Hulpofficier van justitie"])
    property var announcements: list(["Oral", "Written"])
    property var rulingEffects: list(["Upheld", "Suspended", "Annulled"])
    property var rights: list(["Read", "Write", "Own"])
    property var languages: [{code: "nl", name: "Nederlands"}, {code: "en", name: "English"}]
    property var themes: [{code: "light", name: "Light"}, {code: "dark", name: "Dark"}, {code: "system", name: "As the device"}]
    property var textSizes: [{code: "100", name: "Normal"}, {code: "200", name: "Twice as large"}]
}
