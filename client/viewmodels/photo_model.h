// PhotoModel: the photos and documents of one record, with a small picture of each, where it is, and adding more.
//
// Small pictures are made on a thread of their own, one after the other, and kept in the store. Thread rule: the GUI thread.
#pragma once

#include "client/viewmodels/background.h"
#include "client/viewmodels/carrying.h"
#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace veldpost::viewmodels {

class PhotoModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Roles: photoId, name (empty: none), source (of an Image; empty: no picture), emptyText (why there is none), detailText
    // ("3,4 MB · Anna, ma 23 november 2026 21:30"), safety (on_device, on_its_way, safe, waiting), safetyWord, safetyText,
    // movingText ("1,2 MB of 3,4 MB, about 20 seconds left"; mostly empty), retracted (bool).
    Q_PROPERTY(QString recordId READ recordId WRITE setRecordId NOTIFY recordIdChanged)  // empty: no record yet
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool canAdd READ canAdd NOTIFY countChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY newsChanged)  // of the last time something was added
    Q_PROPERTY(QString doneText READ doneText NOTIFY newsChanged)

public:
    enum Role { PhotoIdRole = Qt::UserRole + 1, NameRole, SourceRole, EmptyTextRole, DetailTextRole, SafetyRole, SafetyWordRole,
                SafetyTextRole, MovingTextRole, RetractedRole };

    explicit PhotoModel(QObject* parent = nullptr);
    ~PhotoModel() override;

    const QString& recordId() const { return m_recordId; }
    void setRecordId(const QString& recordId);
    int count() const { return static_cast<int>(m_rows.size()); }
    bool canAdd() const { return m_key.has_value(); }
    const QString& errorText() const { return m_errorText; }
    const QString& doneText() const { return m_doneText; }

    // Files of this device, each saved by itself. False when one was not: errorText says which and why, the others are saved.
    Q_INVOKABLE bool addFiles(const QStringList& paths);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void recordIdChanged();
    void countChanged();
    void newsChanged();

private:
    struct Row {
        engine::BlobView view;
        QString source;
        QString emptyText;
    };
    void refresh();
    Result<std::vector<engine::BlobView>> read();
    void show(std::vector<engine::BlobView> views);
    Row rowOf(engine::BlobView view);
    void dropPictures();
    void makeNextPreview();
    void takePreview(const engine::BlobAddress& address, const Result<std::string>& jpeg);
    void watchCarrying();
    Status addOne(engine::OpenHome& home, const QString& path);

    Workspace& m_workspace;
    QString m_recordId;
    std::optional<engine::RecordKey> m_key;  // of the record, while it can take photos
    std::vector<Row> m_rows;
    std::map<RecordId, QString> m_sources;  // on the shelf, by photo
    std::deque<engine::BlobAddress> m_toMake;
    bool m_making = false;
    CarryWatch m_carrying;
    QString m_errorText;
    QString m_doneText;
    QTimer m_later;
    QTimer m_tick;
    Background m_background;  // last: its end waits for the work
};

}  // namespace veldpost::viewmodels
