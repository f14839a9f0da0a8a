// NoteEditor: one note's text.
#pragma once

#include "client/viewmodels/record_editor.h"

namespace veldpost::viewmodels {

class NoteEditor : public RecordEditor {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ noteText WRITE setNoteText NOTIFY fieldsChanged)
    Q_PROPERTY(int bytesLeft READ bytesLeft NOTIFY fieldsChanged)  // of 64 KiB; below 0 it is too long

public:
    explicit NoteEditor(QObject* parent = nullptr);

    QString noteText() const { return text("text"); }
    void setNoteText(const QString& text) { setText("text", text); }
    int bytesLeft() const;

protected:
    QVariantMap check() const override;
};

}  // namespace veldpost::viewmodels
