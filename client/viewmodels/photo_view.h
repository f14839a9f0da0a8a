// PhotoView: one photo, large: opened on a thread of its own, fetched first where it is not here yet.
//
// Thread rule: the GUI thread. Invariant: at most one large picture is in memory.
#pragma once

#include "client/viewmodels/background.h"
#include "client/viewmodels/carrying.h"
#include "client/viewmodels/workspace.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

class PhotoView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString recordId READ recordId WRITE setRecordId NOTIFY changed)  // of the record it belongs to
    Q_PROPERTY(QString photoId READ photoId WRITE setPhotoId NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)          // of an Image; empty: see statusText
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed)  // why there is no picture (yet)
    Q_PROPERTY(bool canTryAgain READ canTryAgain NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString detailText READ detailText NOTIFY changed)
    Q_PROPERTY(QString placeText READ placeText NOTIFY changed)  // "2 of 5"; empty for the only one
    Q_PROPERTY(bool hasPrevious READ hasPrevious NOTIFY changed)
    Q_PROPERTY(bool hasNext READ hasNext NOTIFY changed)
    Q_PROPERTY(QString safety READ safety NOTIFY changed)
    Q_PROPERTY(QString safetyWord READ safetyWord NOTIFY changed)
    Q_PROPERTY(QString safetyText READ safetyText NOTIFY changed)
    Q_PROPERTY(bool retracted READ retracted NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)  // of taking it back

public:
    explicit PhotoView(QObject* parent = nullptr);
    ~PhotoView() override;

    const QString& recordId() const { return m_recordId; }
    void setRecordId(const QString& recordId);
    const QString& photoId() const { return m_photoId; }
    void setPhotoId(const QString& photoId);
    const QString& source() const { return m_source; }
    QString statusText() const;
    bool canTryAgain() const { return m_failed; }
    QString name() const;
    QString detailText() const;
    QString placeText() const;
    bool hasPrevious() const { return m_at > 0; }
    bool hasNext() const { return m_at >= 0 && m_at + 1 < static_cast<int>(m_views.size()); }
    QString safety() const;
    QString safetyWord() const;
    QString safetyText() const;
    bool retracted() const;
    const QString& errorText() const { return m_errorText; }

    Q_INVOKABLE void step(int by);  // 1: the next, -1: the one before
    Q_INVOKABLE void tryAgain();
    // Takes the photo back; it stays to be seen, marked. True when saved.
    Q_INVOKABLE bool retract(const QString& reason);

Q_SIGNALS:
    void changed();

private:
    const engine::BlobView* view() const { return m_at < 0 ? nullptr : &m_views[static_cast<std::size_t>(m_at)]; }
    void refresh();
    void open();
    void fetch();
    void decode();
    void show(const QImage& picture);
    void fail(const QString& why);
    void dropPicture();
    void watchCarrying();

    Workspace& m_workspace;
    QString m_recordId;
    QString m_photoId;
    std::vector<engine::BlobView> m_views;  // of the record
    int m_at = -1;                          // where the photo is among them
    QString m_opened;                       // the photo that source and status are of
    QString m_source;
    QString m_status;
    bool m_failed = false;
    QString m_errorText;
    CarryWatch m_carrying;
    QTimer m_tick;
    Background m_background;  // last: its end waits for the work
};

}  // namespace veldpost::viewmodels
