// MemberModel: who may see a case, and giving it to somebody. Works offline; it takes effect at the next sync.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class MemberModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: userId, name, memberRole (wijkteam …), roleText, right (read, write, own), rightText, isMe (bool),
    // canRemove (bool).
    Q_PROPERTY(QString caseId READ caseId WRITE setCaseId NOTIFY caseIdChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QVariantList candidates READ candidates NOTIFY countChanged)  // [{userId, name, roleText}] not yet in
    Q_PROPERTY(bool canShare READ canShare NOTIFY countChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)

public:
    enum Role { UserIdRole = Qt::UserRole + 1, NameRole, MemberRoleRole, RoleTextRole, RightRole, RightTextRole,
                IsMeRole, CanRemoveRole };

    explicit MemberModel(QObject* parent = nullptr);

    const QString& caseId() const { return m_caseId; }
    void setCaseId(const QString& caseId);
    int count() const { return static_cast<int>(m_rows.size()); }
    const QVariantList& candidates() const { return m_candidates; }
    bool canShare() const { return m_canShare; }
    const QString& errorText() const { return m_errorText; }

    // `right`: read, write or own. True when it was saved here.
    Q_INVOKABLE bool share(const QString& userId, const QString& right);
    Q_INVOKABLE bool unshare(const QString& userId);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void caseIdChanged();
    void countChanged();
    void errorTextChanged();

private:
    void refresh();
    void readCandidates();
    bool take(const Result<engine::Saved>& saved);

    Workspace& m_workspace;
    QString m_caseId;
    std::vector<engine::Member> m_rows;
    QVariantList m_candidates;
    bool m_canShare = false;
    QString m_errorText;
};

}  // namespace veldpost::viewmodels
