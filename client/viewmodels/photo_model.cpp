#include "client/viewmodels/photo_model.h"

#include "client/media/picture.h"
#include "client/viewmodels/code_names.h"
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"

#include <QFileInfo>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

QString idText(const RecordId& id)
{
    return QString::fromStdString(id.text());
}

}  // namespace

PhotoModel::PhotoModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &PhotoModel::refresh);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &PhotoModel::watchCarrying);
    connect(&m_workspace, &Workspace::closed, this, &PhotoModel::refresh);
    connect(&m_workspace, &Workspace::languageChanged, this, &PhotoModel::refresh);
    connect(&m_workspace, &Workspace::changed, this, [this] { m_later.start(); });
}

PhotoModel::~PhotoModel()
{
    dropPictures();
}

void PhotoModel::setRecordId(const QString& recordId)
{
    if (recordId == m_recordId) return;
    m_recordId = recordId;
    m_errorText.clear();
    m_doneText.clear();
    Q_EMIT recordIdChanged();
    Q_EMIT newsChanged();
    refresh();
}

Result<std::vector<engine::BlobView>> PhotoModel::read()
{
    engine::OpenHome* home = m_workspace.home();
    const auto id = RecordId::parse(toUtf8(m_recordId));
    m_key.reset();
    if (home == nullptr || !id) return std::vector<engine::BlobView>{};
    VELDPOST_ASSIGN(const engine::RecordRow row, home->dossiers().record(*id));
    if (!row.retracted && !row.needsNewerApp) m_key = row.key();
    return home->blobs().ofRecord(row.key());
}

void PhotoModel::refresh()
{
    auto views = read();
    if (!views.ok()) {
        m_errorText = veldpost::viewmodels::errorText(views.error());
        Q_EMIT newsChanged();
    }
    show(views.ok() ? std::move(views).value() : std::vector<engine::BlobView>{});
    engine::OpenHome* home = m_workspace.home();
    const bool maySend = home != nullptr && home->sync() != nullptr && !m_rows.empty();
    maySend ? m_tick.start() : m_tick.stop();
    makeNextPreview();
}

// Rows that stay are told of as changed, so that a page keeps its place.
void PhotoModel::show(std::vector<engine::BlobView> views)
{
    m_toMake.clear();
    std::vector<Row> rows;
    for (engine::BlobView& view : views) rows.push_back(rowOf(std::move(view)));
    const auto same = [](const Row& a, const Row& b) { return a.view.ref.record == b.view.ref.record; };
    if (rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(), same)) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    if (m_rows.empty()) dropPictures();
    Q_EMIT countChanged();
}

PhotoModel::Row PhotoModel::rowOf(engine::BlobView view)
{
    Row row{std::move(view), {}, {}};
    const engine::BlobView& v = row.view;
    if (const auto known = m_sources.find(v.ref.record); known != m_sources.end()) {
        row.source = known->second;
        return row;
    }
    if (!media::canShow(v.mediaType)) {
        row.emptyText = v.isImage() ? tr("Cannot be shown here") : tr("Document");
        return row;
    }
    const auto preview = m_workspace.home()->blobs().preview(v.address);
    if (!preview.ok()) {
        row.emptyText = veldpost::viewmodels::errorText(preview.error());
    } else if (preview->has_value()) {
        const auto small = media::picture(**preview, "image/jpeg", media::kPreviewSidePx);
        if (small.ok()) row.source = m_sources[v.ref.record] = m_workspace.pictures().put(*small);
        else row.emptyText = tr("Cannot be read as a picture");
    } else if (v.isHere) {
        row.emptyText = tr("Being drawn…");
        m_toMake.push_back(v.address);
    } else {
        row.emptyText = tr("Not on this device yet");
    }
    return row;
}

void PhotoModel::dropPictures()
{
    for (const auto& [photo, source] : m_sources) m_workspace.pictures().drop(source);
    m_sources.clear();
}

void PhotoModel::makeNextPreview()
{
    engine::OpenHome* home = m_workspace.home();
    if (m_making || m_toMake.empty() || home == nullptr) return;
    const engine::BlobAddress address = m_toMake.front();
    m_toMake.pop_front();
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.view.address == address; });
    auto bytes = home->blobs().bytes(address);
    if (!bytes.ok()) {
        row->emptyText = veldpost::viewmodels::errorText(bytes.error());
        Q_EMIT dataChanged(index(0), index(count() - 1));
        return makeNextPreview();
    }
    m_making = true;
    const auto shared = std::make_shared<const std::string>(std::move(bytes).value());
    m_background.run<std::string>(
        this, [shared, type = row->view.mediaType] { return media::previewJpeg(*shared, type); },
        [this, address](const Result<std::string>& jpeg) { takePreview(address, jpeg); });
}

// An empty one says that none can be made: nobody tries again at each look.
void PhotoModel::takePreview(const engine::BlobAddress& address, const Result<std::string>& jpeg)
{
    m_making = false;
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr) return;
    const Status saved = home->blobs().savePreview(address, jpeg.ok() ? *jpeg : std::string());
    if (!saved.ok()) {
        m_errorText = veldpost::viewmodels::errorText(saved.error());
        Q_EMIT newsChanged();
        return;
    }
    refresh();
}

void PhotoModel::watchCarrying()
{
    engine::OpenHome* home = m_workspace.home();
    if (home == nullptr || home->sync() == nullptr) return;
    const auto before = m_carrying.progress();
    const auto now = home->sync()->blobProgress();
    m_carrying.see(now, m_workspace.clock().monotonicMs());
    if (!before && !now) return;
    const bool sameFile = before && now && before->address == now->address;
    if (!sameFile) return refresh();  // one has arrived, or begins
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1), {MovingTextRole});
}

Status PhotoModel::addOne(engine::OpenHome& home, const QString& path)
{
    VELDPOST_ASSIGN(const auto source, engine::FileSource::open(path.toStdString()));
    VELDPOST_TRY(home.blobs().add(*m_key, *source, QFileInfo(path).fileName().toStdString()));
    return done();
}

bool PhotoModel::addFiles(const QStringList& paths)
{
    engine::OpenHome* home = m_workspace.home();
    m_errorText.clear();
    m_doneText.clear();
    if (home == nullptr || !m_key) m_errorText = tr("Save the record first.");
    int added = 0;
    QStringList problems;
    for (const QString& path : m_key && home != nullptr ? paths : QStringList()) {
        const Status one = addOne(*home, path);
        if (one.ok()) ++added;
        else problems << QFileInfo(path).fileName() + QStringLiteral(": ") + veldpost::viewmodels::errorText(one.error());
    }
    if (!problems.isEmpty()) m_errorText = problems.join(QLatin1Char('\n'));
    if (added > 0) {
        m_doneText = tr("%n file(s) saved on this device, encrypted. The original lies where it was, not encrypted: delete it there when "
                        "it is not needed any more.", nullptr, added);
        m_workspace.noteSaved(QString::fromStdString(m_key->caseId.text()));
        refresh();
    }
    Q_EMIT newsChanged();
    return m_errorText.isEmpty();
}

int PhotoModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant PhotoModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const engine::RecordRow& ref = row.view.ref;
    const QString& language = m_workspace.language();
    switch (role) {
    case PhotoIdRole: return idText(ref.record);
    case NameRole: return QString::fromStdString(row.view.name);
    case SourceRole: return row.source;
    case EmptyTextRole: return row.source.isEmpty() ? row.emptyText : QString();
    case DetailTextRole: return bytesText(row.view.bytes, language) + QString::fromUtf8(" · ") + authorLine(ref, language);
    case SafetyRole: return stateCode(ref.standing);
    case SafetyWordRole: return stateWord(ref.standing.state, language);
    case SafetyTextRole: return safetySentence(ref, language);
    case MovingTextRole:
        return m_carrying.progress() && m_carrying.progress()->address == row.view.address ? m_carrying.text(language) : QString();
    case RetractedRole: return ref.retracted;
    default: return {};
    }
}

QHash<int, QByteArray> PhotoModel::roleNames() const
{
    return {{PhotoIdRole, "photoId"}, {NameRole, "name"}, {SourceRole, "source"}, {EmptyTextRole, "emptyText"},
            {DetailTextRole, "detailText"}, {SafetyRole, "safety"}, {SafetyWordRole, "safetyWord"}, {SafetyTextRole, "safetyText"},
            {MovingTextRole, "movingText"}, {RetractedRole, "retracted"}};
}

}  // namespace veldpost::viewmodels
