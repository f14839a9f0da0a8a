#include "client/viewmodels/file_chooser.h"

#include "client/viewmodels/carrying.h"
#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "shared/protocol/limits.h"

#include <QDateTime>
#include <QStandardPaths>
#include <QStorageInfo>

namespace veldpost::viewmodels {

namespace {

QString known(QStandardPaths::StandardLocation location)
{
    const QString path = QStandardPaths::writableLocation(location);
    return !path.isEmpty() && QDir(path).exists() ? QDir(path).absolutePath() : QString();
}

// Cards and sticks, not the system's own parts.
bool isCarried(const QStorageInfo& storage)
{
    const QString at = storage.rootPath();
    return storage.isReady() && (at.startsWith(QStringLiteral("/media/")) || at.startsWith(QStringLiteral("/run/media/")));
}

QString firstPlace()
{
    for (const auto location : {QStandardPaths::PicturesLocation, QStandardPaths::HomeLocation})
        if (const QString path = known(location); !path.isEmpty()) return path;
    return QDir::rootPath();
}

}  // namespace

FileChooser::FileChooser(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current()), m_folder(firstPlace())
{
    connect(&m_workspace, &Workspace::languageChanged, this, &FileChooser::folderChanged);
    read();
}

QVariantList FileChooser::places() const
{
    QVariantList out;
    const auto add = [&out](const QString& path, const QString& name) {
        if (!path.isEmpty()) out << choice(path, name);
    };
    add(known(QStandardPaths::PicturesLocation), tr("Pictures"));
    add(known(QStandardPaths::DownloadLocation), tr("Downloads"));
    add(known(QStandardPaths::DocumentsLocation), tr("Documents"));
    add(known(QStandardPaths::HomeLocation), tr("My files"));
    for (const QStorageInfo& storage : QStorageInfo::mountedVolumes())
        if (isCarried(storage)) add(storage.rootPath(), storage.displayName());
    return out;
}

QString FileChooser::place() const
{
    const QString here = m_folder.absolutePath();
    for (const QVariant& one : places())
        if (one.toMap().value(QStringLiteral("code")).toString() == here) return here;
    return {};
}

QString FileChooser::emptyText() const
{
    if (!m_folder.isReadable()) return tr("This folder cannot be read.");
    return m_rows.isEmpty() ? tr("There is nothing in this folder.") : QString();
}

void FileChooser::read()
{
    beginResetModel();
    m_folder.refresh();
    m_rows = m_folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::IgnoreCase);
    m_rows += m_folder.entryInfoList(QDir::Files | QDir::Readable, QDir::Time);
    if (m_rows.size() > kRowsMax) m_rows.resize(kRowsMax);
    endResetModel();
    Q_EMIT folderChanged();
}

void FileChooser::goTo(const QString& path)
{
    if (!QDir(path).exists()) return read();
    m_folder.setPath(path);
    read();
}

void FileChooser::goUp()
{
    if (canGoUp() && m_folder.cdUp()) read();
}

void FileChooser::open(int row)
{
    if (row < 0 || row >= m_rows.size()) return;
    const QFileInfo file = m_rows[row];
    if (file.isDir()) return goTo(file.absoluteFilePath());
    if (!m_chosen.removeOne(file.absoluteFilePath())) {
        if (tooLarge(file)) return;
        m_chosen << file.absoluteFilePath();
    }
    Q_EMIT dataChanged(index(row), index(row), {ChosenRole});
    Q_EMIT chosenChanged();
}

bool FileChooser::tooLarge(const QFileInfo& file) const
{
    return !file.isDir() && file.size() > protocol::kBlobBytesMax;
}

int FileChooser::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FileChooser::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const QFileInfo& file = m_rows[index.row()];
    const QString& language = m_workspace.language();
    switch (role) {
    case NameRole: return file.fileName();
    case IsFolderRole: return file.isDir();
    case DetailTextRole:
        if (file.isDir()) return QString();
        if (tooLarge(file)) return tr("%1: more than the 50 MB that can be added").arg(bytesText(file.size(), language));
        return bytesText(file.size(), language) + QString::fromUtf8(" · ") + whenText(file.lastModified().toMSecsSinceEpoch(), language);
    case TooLargeRole: return tooLarge(file);
    case ChosenRole: return m_chosen.contains(file.absoluteFilePath());
    default: return {};
    }
}

QHash<int, QByteArray> FileChooser::roleNames() const
{
    return {{NameRole, "name"}, {IsFolderRole, "isFolder"}, {DetailTextRole, "detailText"}, {TooLargeRole, "tooLarge"},
            {ChosenRole, "chosen"}};
}

}  // namespace veldpost::viewmodels
