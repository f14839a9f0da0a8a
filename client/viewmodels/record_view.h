// RecordView: one record to read: its fields in words, who wrote it, whether it is safe, its history; and taking it back.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class RecordView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString recordId READ recordId WRITE setRecordId NOTIFY changed)
    Q_PROPERTY(QString caseId READ caseId NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString kindText READ kindText NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)  // [{field, label, value, conflict}]
    Q_PROPERTY(QString authorText READ authorText NOTIFY changed)
    Q_PROPERTY(QString safety READ safety NOTIFY changed)        // on_device, on_its_way, safe, waiting
    Q_PROPERTY(QString safetyWord READ safetyWord NOTIFY changed)  // the same for people
    Q_PROPERTY(QString safetyText READ safetyText NOTIFY changed)
    Q_PROPERTY(bool conflict READ conflict NOTIFY changed)
    Q_PROPERTY(QString conflictText READ conflictText NOTIFY changed)
    Q_PROPERTY(bool retracted READ retracted NOTIFY changed)
    Q_PROPERTY(bool canRetract READ canRetract NOTIFY changed)
    Q_PROPERTY(bool needsNewerApp READ needsNewerApp NOTIFY changed)
    // Newest first: [{whoText, whenText, changesText (a line a field), settledText (what was chosen between, a line a
    // field; mostly empty), reason, safety, safetyWord, safetyText}]
    Q_PROPERTY(QVariantList history READ history NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)

public:
    explicit RecordView(QObject* parent = nullptr);

    const QString& recordId() const { return m_recordId; }
    void setRecordId(const QString& recordId);
    QString caseId() const;
    QString kind() const;
    QString kindText() const;
    const QString& title() const { return m_title; }
    const QVariantList& lines() const { return m_lines; }
    QString authorText() const;
    QString safety() const;
    QString safetyWord() const;
    QString safetyText() const;
    bool conflict() const;
    QString conflictText() const;
    bool retracted() const;
    bool canRetract() const;
    bool needsNewerApp() const;
    const QVariantList& history() const { return m_history; }
    const QString& errorText() const { return m_errorText; }

    // Takes the record back; it stays readable, marked. True when saved.
    Q_INVOKABLE bool retract(const QString& reason);

Q_SIGNALS:
    void changed();

private:
    void refresh();
    QString settledText(const engine::RevisionRow& revision) const;
    void readHistory(engine::Dossiers& dossiers, const RecordId& record);

    Workspace& m_workspace;
    QString m_recordId;
    std::optional<engine::RecordRow> m_row;
    QString m_title;
    QVariantList m_lines;
    QVariantList m_history;
    QString m_errorText;
};

}  // namespace veldpost::viewmodels
