import QtQuick
import Veldpost

// The sizes of an injury in whole millimetres, and how many there are.
Flow {
    id: row

    required property var editor  // InjuryEditor
    readonly property int cell: width >= 560 ? (width - 3 * spacing) / 4 : (width - spacing) / 2

    spacing: Theme.gap

    AppTextField {
        width: row.cell
        label: qsTr("Length (mm)")
        inputMethodHints: Qt.ImhDigitsOnly
        value: row.editor.lengthMm
        problem: row.editor.problems.length_mm ?? ""
        onEdited: text => row.editor.lengthMm = text
    }

    AppTextField {
        width: row.cell
        label: qsTr("Width (mm)")
        inputMethodHints: Qt.ImhDigitsOnly
        value: row.editor.widthMm
        problem: row.editor.problems.width_mm ?? ""
        onEdited: text => row.editor.widthMm = text
    }

    AppTextField {
        width: row.cell
        label: qsTr("Depth (mm)")
        inputMethodHints: Qt.ImhDigitsOnly
        value: row.editor.depthMm
        problem: row.editor.problems.depth_mm ?? ""
        onEdited: text => row.editor.depthMm = text
    }

    AppTextField {
        width: row.cell
        label: qsTr("How many")
        inputMethodHints: Qt.ImhDigitsOnly
        value: row.editor.countText
        problem: row.editor.problems.count ?? ""
        onEdited: text => row.editor.countText = text
    }
}
