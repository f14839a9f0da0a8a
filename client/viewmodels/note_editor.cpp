#include "client/viewmodels/note_editor.h"

#include "shared/model/kind_rules.h"

namespace veldpost::viewmodels {

NoteEditor::NoteEditor(QObject* parent) : RecordEditor(model::kNote, parent) {}

int NoteEditor::bytesLeft() const
{
    return static_cast<int>(model::kTextBytesMax) - static_cast<int>(noteText().toUtf8().size());
}

QVariantMap NoteEditor::check() const
{
    if (noteText().trimmed().isEmpty()) return {{QStringLiteral("text"), tr("Write something first.")}};
    if (bytesLeft() < 0) return {{QStringLiteral("text"), tr("This note is too long: make it two.")}};
    return {};
}

}  // namespace veldpost::viewmodels
