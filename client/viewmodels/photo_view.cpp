#include "client/viewmodels/photo_view.h"

#include "client/media/picture.h"
#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

#include <QPointer>

namespace veldpost::viewmodels {

PhotoView::PhotoView(QObject* parent) : QObject(parent), m_workspace(Workspace::current())
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &PhotoView::watchCarrying);
    connect(&m_workspace, &Workspace::closed, this, &PhotoView::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &PhotoView::changed);
    connect(&m_workspace, &Workspace::changed, this, &PhotoView::refresh);
}

PhotoView::~PhotoView()
{
    dropPicture();
}

void PhotoView::setRecordId(const QString& recordId)
{
    if (recordId == m_recordId) return;
    m_recordId = recordId;
    refresh();
}

void PhotoView::setPhotoId(const QString& photoId)
{
    if (photoId == m_photoId) return;
    m_photoId = photoId;
    m_errorText.clear();
    refresh();
}

void PhotoView::refresh()
{
    m_views.clear();
    m_at = -1;
    engine::OpenHome* home = m_workspace.home();
    const auto record = RecordId::parse(toUtf8(m_recordId));
    if (home != nullptr && record) {
        const auto row = home->dossiers().record(*record);
        auto views = row.ok() ? home->blobs().ofRecord(row->key()) : Result<std::vector<engine::BlobView>>(row.error());
        if (views.ok()) m_views = std::move(views).value();
        else m_errorText = veldpost::viewmodels::errorText(views.error());
        for (std::size_t i = 0; i < m_views.size(); ++i)
            if (QString::fromStdString(m_views[i].ref.record.text()) == m_photoId) m_at = static_cast<int>(i);
    }
    if (m_at < 0) {
        dropPicture();
        m_opened.clear();
        m_status = home == nullptr || m_photoId.isEmpty() ? QString() : tr("This photo is not on this device any more.");
    } else if (m_opened != m_photoId) {
        open();
    }
    Q_EMIT changed();
}

void PhotoView::open()
{
    dropPicture();
    m_opened = m_photoId;
    m_failed = false;
    if (!media::canShow(view()->mediaType)) {
        m_status = view()->isImage() ? tr("Pictures of this kind cannot be shown here. It is kept as it is, and sent on.")
                                     : tr("This is a document. The app keeps it and sends it on; it cannot show it.");
        return;
    }
    view()->isHere ? decode() : fetch();
}

void PhotoView::fetch()
{
    engine::SyncEngine* sync = m_workspace.home()->sync();
    if (sync == nullptr) return fail(tr("This photo is not on this device, and there is no server to fetch it from."));
    m_status = tr("Being fetched from the server…");
    m_tick.start();
    const QPointer<PhotoView> self(this);
    sync->fetchBlob(view()->address, [self, photo = m_photoId](const Status& fetched) {
        if (!self || self->m_opened != photo || self->view() == nullptr) return;
        self->m_tick.stop();
        self->m_carrying.see({}, 0);
        fetched.ok() ? self->decode() : self->fail(veldpost::viewmodels::errorText(fetched.error()));
        Q_EMIT self->changed();
    });
}

void PhotoView::decode()
{
    auto bytes = m_workspace.home()->blobs().bytes(view()->address);
    if (!bytes.ok()) return fail(veldpost::viewmodels::errorText(bytes.error()));
    m_status = tr("Opening…");
    const auto shared = std::make_shared<const std::string>(std::move(bytes).value());
    m_background.run<QImage>(
        this, [shared, type = view()->mediaType] { return media::picture(*shared, type, media::kViewSidePx); },
        [this, photo = m_photoId](const Result<QImage>& picture) {
            if (m_opened != photo || m_workspace.home() == nullptr) return;
            picture.ok() ? show(*picture) : fail(veldpost::viewmodels::errorText(picture.error()));
            Q_EMIT changed();
        });
}

void PhotoView::show(const QImage& picture)
{
    m_status.clear();
    m_source = m_workspace.pictures().put(picture);
}

void PhotoView::fail(const QString& why)
{
    m_status = why;
    m_failed = true;
}

void PhotoView::dropPicture()
{
    m_tick.stop();
    m_status.clear();
    m_failed = false;
    if (!m_source.isEmpty()) m_workspace.pictures().drop(m_source);
    m_source.clear();
}

void PhotoView::watchCarrying()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || home->sync() == nullptr) return;
    m_carrying.see(home->sync()->blobProgress(), m_workspace.clock().monotonicMs());
    Q_EMIT changed();
}

QString PhotoView::statusText() const
{
    const auto& progress = m_carrying.progress();
    const bool mine = progress && view() != nullptr && progress->address == view()->address && !progress->up;
    return mine && !m_failed ? m_status + QLatin1Char('\n') + m_carrying.text(m_workspace.language()) : m_status;
}

QString PhotoView::name() const { return view() == nullptr ? QString() : QString::fromStdString(view()->name); }
QString PhotoView::safety() const { return view() == nullptr ? QString() : stateCode(view()->ref.standing); }
bool PhotoView::retracted() const { return view() != nullptr && view()->ref.retracted; }

QString PhotoView::safetyWord() const
{
    return view() == nullptr ? QString() : stateWord(view()->ref.standing.state, m_workspace.language());
}

QString PhotoView::safetyText() const
{
    return view() == nullptr ? QString() : safetySentence(view()->ref, m_workspace.language());
}

QString PhotoView::detailText() const
{
    if (view() == nullptr) return {};
    return bytesText(view()->bytes, m_workspace.language()) + QString::fromUtf8(" · ") + authorLine(view()->ref, m_workspace.language());
}

QString PhotoView::placeText() const
{
    return m_at < 0 || m_views.size() < 2 ? QString() : tr("%1 of %2").arg(m_at + 1).arg(m_views.size());
}

void PhotoView::step(int by)
{
    const int to = m_at + by;
    if (m_at < 0 || to < 0 || to >= static_cast<int>(m_views.size())) return;
    setPhotoId(QString::fromStdString(m_views[static_cast<std::size_t>(to)].ref.record.text()));
}

void PhotoView::tryAgain()
{
    if (!m_failed || view() == nullptr) return;
    m_opened.clear();
    refresh();
}

bool PhotoView::retract(const QString& reason)
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || view() == nullptr) return false;
    if (reason.trimmed().isEmpty()) {
        m_errorText = tr("Say why it is taken back.");
        Q_EMIT changed();
        return false;
    }
    const auto saved = home->dossiers().retract(view()->ref.record, toUtf8(reason.trimmed()));
    m_errorText = saved.ok() ? QString() : veldpost::viewmodels::errorText(saved.error());
    if (saved.ok()) m_workspace.noteSaved(QString::fromStdString(saved->caseId.text()));
    else Q_EMIT changed();
    return saved.ok();
}

}  // namespace veldpost::viewmodels
