#include "client/viewmodels/body_map_model.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/pacing.h"
#include "client/viewmodels/record_text.h"
#include "shared/model/kind_rules.h"

#include <iterator>

namespace veldpost::viewmodels {

namespace {

constexpr std::int64_t kFindingsAtOnce = 200;

struct ViewCode {
    std::string_view code;
    model::View bit;
    std::string_view onlySide;  // the person's side a view from the side shows; empty: both
};

constexpr ViewCode kViews[] = {
    {"front", model::ViewFront, ""},          {"back", model::ViewBack, ""},
    {"left_side", model::ViewLeftSide, "left"}, {"right_side", model::ViewRightSide, "right"},
    {"head_front", model::ViewHeadFront, ""}, {"head_back", model::ViewHeadBack, ""},
    {"head_left", model::ViewHeadLeft, "left"}, {"head_right", model::ViewHeadRight, "right"},
};

const ViewCode& viewOf(const QString& code)
{
    for (const ViewCode& view : kViews)
        if (code == fromView(view.code)) return view;
    return kViews[0];
}

QString keyOf(const QString& region, const QString& laterality)
{
    return laterality.isEmpty() ? region : region + QLatin1Char('.') + laterality;
}

// Whether a finding with this laterality belongs to the place: "both" counts for either side, an unsaid one for all.
bool countsFor(const BodyPlace& place, const QString& region, const QString& laterality)
{
    if (place.region != region) return false;
    return place.laterality.isEmpty() || laterality == place.laterality || laterality == QStringLiteral("both");
}

}  // namespace

BodyMapModel::BodyMapModel(QObject* parent) : QAbstractListModel(parent), m_workspace(Workspace::current())
{
    m_later.setSingleShot(true);
    m_later.setInterval(kCoalesceMs);
    connect(&m_later, &QTimer::timeout, this, &BodyMapModel::rebuild);
    connect(&m_workspace, &Workspace::closed, this, &BodyMapModel::rebuild);
    connect(&m_workspace, &Workspace::languageChanged, this, [this] {
        rebuild();
        Q_EMIT textsChanged();
    });
    connect(&m_workspace, &Workspace::changed, this, [this](const QString& caseId) {
        if (caseId.isEmpty() || caseId == m_caseId) m_later.start();
    });
    rebuild();
}

void BodyMapModel::setView(const QString& view)
{
    if (view == m_view) return;
    m_view = view;
    Q_EMIT viewChanged();
    rebuild();
}

QVariantList BodyMapModel::views() const
{
    return choices(model::bodyViews(), m_workspace.language());
}

void BodyMapModel::setCaseId(const QString& caseId)
{
    if (caseId == m_caseId) return;
    m_caseId = caseId;
    Q_EMIT caseIdChanged();
    rebuild();
}

QString BodyMapModel::placeName(const QString& region, const QString& laterality) const
{
    return veldpost::viewmodels::placeName(toUtf8(region), toUtf8(laterality), m_workspace.language());
}

bool BodyMapModel::shows(const QString& region) const
{
    const model::BodyRegion* entry = model::findBodyRegion(toUtf8(region));
    return entry != nullptr && (entry->views & viewOf(m_view).bit) != 0;
}

void BodyMapModel::rebuild()
{
    const ViewCode& view = viewOf(m_view);
    beginResetModel();
    m_places.clear();
    for (const model::BodyRegion& region : model::bodyRegions()) {
        if ((region.views & view.bit) == 0) continue;
        const QString code = fromView(region.code);
        const auto add = [&](std::string_view side) {
            const QString laterality = fromView(side);
            m_places.push_back({code, laterality, placeName(code, laterality), 0});
        };
        if (region.sides != model::Sides::Paired) add("");
        else if (!view.onlySide.empty()) add(view.onlySide);
        else for (const char* side : {"right", "left"}) add(side);
    }
    readMarkers();
    endResetModel();
    Q_EMIT markersChanged();
}

// Numbers run from the oldest finding of the case, so that a later one never renames an earlier one.
void BodyMapModel::readMarkers()
{
    m_markers.clear();
    engine::OpenHome* home = m_workspace.home();
    const auto caseId = CaseId::parse(toUtf8(m_caseId));
    if (home == nullptr || !caseId) return;
    std::vector<engine::RecordRow> all;
    for (std::optional<RecordId> after;;) {
        auto page = home->dossiers().records({*caseId, model::kInjury, true, kFindingsAtOnce, after});
        if (!page.ok()) return;  // the case page says what is wrong
        const bool more = static_cast<std::int64_t>(page->size()) == kFindingsAtOnce;
        all.insert(all.end(), std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
        if (!more) break;
        after = all.back().record;
    }
    const int count = static_cast<int>(all.size());
    for (int i = count - 1; i >= 0; --i) addMarker(all[static_cast<std::size_t>(i)], count - i);
}

void BodyMapModel::addMarker(const engine::RecordRow& record, int number)
{
    if (record.retracted || !record.fields.contains("place")) return;
    const engine::Json& place = record.fields["place"];
    const engine::Json position = record.fields.value("position", engine::Json::object());
    const QString region = QString::fromStdString(place.value("region", ""));
    const QString laterality = QString::fromStdString(place.value("laterality", ""));
    for (BodyPlace& row : m_places)
        if (countsFor(row, region, laterality)) ++row.findings;
    const QString pointedIn = QString::fromStdString(position.value("view", ""));
    if (pointedIn.isEmpty() ? !shows(region) : pointedIn != m_view) return;
    const RecordText words = recordText(record, m_workspace.language());
    m_markers << QVariantMap{{QStringLiteral("recordId"), QString::fromStdString(record.record.text())},
                             {QStringLiteral("region"), region},
                             {QStringLiteral("laterality"), laterality},
                             {QStringLiteral("key"), keyOf(region, laterality)},
                             {QStringLiteral("x"), position.value("x", -1)},
                             {QStringLiteral("y"), position.value("y", -1)},
                             {QStringLiteral("number"), number},
                             {QStringLiteral("text"), words.title},
                             {QStringLiteral("safety"), stateCode(record.standing)}};
}

int BodyMapModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant BodyMapModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const BodyPlace& place = m_places[static_cast<std::size_t>(index.row())];
    switch (role) {
    case RegionRole: return place.region;
    case LateralityRole: return place.laterality;
    case KeyRole: return keyOf(place.region, place.laterality);
    case NameRole: return place.name;
    case FindingsRole: return place.findings;
    default: return {};
    }
}

QHash<int, QByteArray> BodyMapModel::roleNames() const
{
    return {{RegionRole, "region"}, {LateralityRole, "laterality"}, {KeyRole, "key"}, {NameRole, "name"},
            {FindingsRole, "findings"}};
}

}  // namespace veldpost::viewmodels
