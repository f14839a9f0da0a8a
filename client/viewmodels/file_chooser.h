// FileChooser: the folders and files of this device, to choose some from. A page of ours and not the desktop's dialog: that one
// writes down in the clear which files were chosen, and when.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class FileChooser : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Folders first, then files, the newest first. Roles: name, isFolder (bool), detailText (size and day), tooLarge (bool),
    // chosen (bool).
    Q_PROPERTY(QString folderText READ folderText NOTIFY folderChanged)
    Q_PROPERTY(bool canGoUp READ canGoUp NOTIFY folderChanged)
    Q_PROPERTY(QVariantList places READ places NOTIFY folderChanged)  // [{code: path, name}]: where files usually are
    Q_PROPERTY(QString place READ place NOTIFY folderChanged)         // the one of them that is shown; empty: none
    Q_PROPERTY(int count READ count NOTIFY folderChanged)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY folderChanged)
    Q_PROPERTY(int chosenCount READ chosenCount NOTIFY chosenChanged)
    Q_PROPERTY(QStringList chosenPaths READ chosenPaths NOTIFY chosenChanged)

public:
    enum Role { NameRole = Qt::UserRole + 1, IsFolderRole, DetailTextRole, TooLargeRole, ChosenRole };
    static constexpr int kRowsMax = 2000;

    explicit FileChooser(QObject* parent = nullptr);

    QString folderText() const { return QDir::toNativeSeparators(m_folder.absolutePath()); }
    bool canGoUp() const { return !m_folder.isRoot(); }
    QVariantList places() const;
    QString place() const;
    int count() const { return static_cast<int>(m_rows.size()); }
    QString emptyText() const;
    int chosenCount() const { return static_cast<int>(m_chosen.size()); }
    QStringList chosenPaths() const { return m_chosen; }

    Q_INVOKABLE void goTo(const QString& path);
    Q_INVOKABLE void goUp();
    // Enters a folder, chooses a file or lets it go again. A file that is too large is not chosen.
    Q_INVOKABLE void open(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void folderChanged();
    void chosenChanged();

private:
    void read();
    bool tooLarge(const QFileInfo& file) const;

    Workspace& m_workspace;
    QDir m_folder;
    QList<QFileInfo> m_rows;
    QStringList m_chosen;  // paths, in the order of choosing; also of other folders
};

}  // namespace veldpost::viewmodels
