#include "client/viewmodels/member_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"

#include <algorithm>

namespace veldpost::viewmodels {

MemberModel::MemberModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    connect(&m_workspace, &Workspace::closed, this, &MemberModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &MemberModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& caseId) {
        if (caseId.isEmpty() || caseId == m_caseId) refresh();
    });
}

void MemberModel::setCaseId(const QString& caseId)
{
    if (caseId == m_caseId) return;
    m_caseId = caseId;
    Q_EMIT caseIdChanged();
    refresh();
}

void MemberModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    m_candidates.clear();
    m_canShare = false;
    engine::OpenHome* home = m_workspace.home();
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    if (home != nullptr && caseId) {
        auto members = home->dossiers().members(*caseId);
        if (members.ok()) m_rows = std::move(members).value();
        else m_errorText = veldpost::viewmodels::errorText(members.error());
        readCandidates();
    }
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT errorTextChanged();
}

void MemberModel::readCandidates()
{
    engine::OpenHome& home = *m_workspace.home();
    const UserId me = home.identity().user();
    m_canShare = home.identity().role == "coordinator" ||
                 std::any_of(m_rows.begin(), m_rows.end(),
                             [&](const engine::Member& member) { return member.user == me && member.right == "own"; });
    const auto users = home.dossiers().users();
    if (!users.ok()) {
        m_errorText = veldpost::viewmodels::errorText(users.error());
        return;
    }
    for (const engine::UserRow& user : *users) {
        const auto isUser = [&](const engine::Member& member) { return member.user == user.user; };
        if (user.disabled || user.user == me || std::any_of(m_rows.begin(), m_rows.end(), isUser)) continue;
        m_candidates << QVariantMap{{QStringLiteral("userId"), QString::fromStdString(user.user.text())},
                                    {QStringLiteral("name"), QString::fromStdString(user.name)},
                                    {QStringLiteral("roleText"), roleText(QString::fromStdString(user.role))}};
    }
}

bool MemberModel::share(const QString& userId, const QString& right)
{
    engine::OpenHome* home = m_workspace.home();
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    const auto user = UserId::parse(toUtf8(userId));
    if (home == nullptr || !caseId || !user) return false;
    return take(home->dossiers().share(*caseId, *user, toUtf8(right)));
}

bool MemberModel::unshare(const QString& userId)
{
    engine::OpenHome* home = m_workspace.home();
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    const auto user = UserId::parse(toUtf8(userId));
    if (home == nullptr || !caseId || !user) return false;
    return take(home->dossiers().unshare(*caseId, *user));
}

bool MemberModel::take(const Result<engine::Saved>& saved)
{
    m_errorText = saved.ok() ? QString() : veldpost::viewmodels::errorText(saved.error());
    Q_EMIT errorTextChanged();
    if (saved.ok()) m_workspace.noteSaved(m_caseId);
    return saved.ok();
}

int MemberModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant MemberModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const engine::Member& member = m_rows[static_cast<std::size_t>(index.row())];
    const engine::OpenHome* home = m_workspace.home();
    const bool isMe = home != nullptr && member.user == home->identity().user();
    switch (role) {
    case UserIdRole: return QString::fromStdString(member.user.text());
    case NameRole: return QString::fromStdString(member.name);
    case MemberRoleRole: return QString::fromStdString(member.role);
    case RoleTextRole: return roleText(QString::fromStdString(member.role));
    case RightRole: return QString::fromStdString(member.right);
    case RightTextRole: return rightText(QString::fromStdString(member.right));
    case IsMeRole: return isMe;
    // Whoever owns a case gives it up himself (protocol §5).
    case CanRemoveRole: return m_canShare && !isMe && member.right != "own";
    default: return {};
    }
}

QHash<int, QByteArray> MemberModel::roleNames() const
{
    return {{UserIdRole, "userId"}, {NameRole, "name"}, {MemberRoleRole, "memberRole"}, {RoleTextRole, "roleText"},
            {RightRole, "right"}, {RightTextRole, "rightText"}, {IsMeRole, "isMe"}, {CanRemoveRole, "canRemove"}};
}

}  // namespace veldpost::viewmodels
