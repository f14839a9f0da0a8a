// TimelineModel: everything of a case in one list, newest first, read a page at a time.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

// A record as a list shows it, in words.
struct TimelineRow {
    engine::RecordRow record;
    QString title;
    QString text;
    QString whenText;
};

class TimelineModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: recordId, kind (note, person, injury, huisverbod, huisverbod_event, blob_ref …), kindText, title, text,
    // authorName, whenText, day ("ma 23 november 2026": for ListView sections), editedText (empty, or "gewijzigd door X,
    // di 24 november 2026 09:12"), safety (on_device, on_its_way, safe, waiting), safetyWord (for people), safetyText (a
    // sentence), conflict (bool),
    // conflictText, retracted (bool), needsNewerApp (bool), openId (what to open: the record itself, for an event its
    // huisverbod), doctorsFile (bool).
    Q_PROPERTY(QString caseId READ caseId WRITE setCaseId NOTIFY caseIdChanged)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY kindChanged)  // empty: all
    Q_PROPERTY(bool withRetracted READ withRetracted WRITE setWithRetracted NOTIFY withRetractedChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY countChanged)

public:
    enum Role { RecordIdRole = Qt::UserRole + 1, KindRole, KindTextRole, TitleRole, TextRole, AuthorNameRole,
                WhenTextRole, DayRole, EditedTextRole, SafetyRole, SafetyWordRole, SafetyTextRole, ConflictRole, ConflictTextRole,
                RetractedRole, NeedsNewerAppRole, OpenIdRole, DoctorsFileRole };
    static constexpr int kPageRows = 60;

    explicit TimelineModel(QObject* parent = nullptr);

    const QString& caseId() const { return m_caseId; }
    void setCaseId(const QString& caseId);
    const QString& kind() const { return m_kind; }
    void setKind(const QString& kind);
    bool withRetracted() const { return m_withRetracted; }
    void setWithRetracted(bool with);
    int count() const { return static_cast<int>(m_rows.size()); }
    const QString& errorText() const { return m_errorText; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void caseIdChanged();
    void kindChanged();
    void withRetractedChanged();
    void countChanged();

private:
    void reload();
    void refresh();
    void clear();
    Result<std::vector<TimelineRow>> read(std::int64_t limit, const std::optional<RecordId>& after);
    void replaceRows(std::vector<TimelineRow> rows, bool more);

    Workspace& m_workspace;
    QString m_caseId;
    QString m_kind;
    bool m_withRetracted = true;
    bool m_more = false;
    std::vector<TimelineRow> m_rows;
    QString m_errorText;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
