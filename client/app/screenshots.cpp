#include "client/app/screenshots.h"

#include "client/viewmodels/body_map_model.h"
#include "client/viewmodels/case_list_model.h"
#include "client/viewmodels/conflict_model.h"
#include "client/viewmodels/file_chooser.h"
#include "client/viewmodels/injury_editor.h"
#include "client/viewmodels/search_model.h"
#include "client/viewmodels/timeline_model.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQmlExpression>
#include <QTemporaryDir>
#include <QTimer>
#include <QtQml/qqml.h>

namespace veldpost::app {

namespace {

using viewmodels::BodyMapModel;
using viewmodels::CaseListModel;
using viewmodels::FileChooser;
using viewmodels::InjuryEditor;
using viewmodels::SearchModel;
using viewmodels::TimelineModel;

// A tablet both ways and a phone, by day and by night; and with the text twice as large.
struct Look {
    QSize size;
    const char* theme;
    int textPercent = 100;
};
constexpr Look kLooks[] = {{{1280, 800}, "light"}, {{1280, 800}, "dark"}, {{800, 1280}, "light"}, {{800, 1280}, "dark"},
                           {{390, 844}, "light"}, {{390, 844}, "dark"}, {{1280, 800}, "light", 200}, {{390, 844}, "light", 200}};
// Time for a page to be built, its models to coalesce their changes, and its images to arrive.
constexpr int kSettleMs = 180;

// The case of the demo with the most in it.
QString fullestCase()
{
    CaseListModel cases;
    QString best;
    int most = -1;
    for (int row = 0; row < cases.rowCount(); ++row) {
        const QModelIndex index = cases.index(row);
        const int records = cases.data(index, CaseListModel::RecordsRole).toInt();
        if (records <= most) continue;
        most = records;
        best = cases.data(index, CaseListModel::CaseIdRole).toString();
    }
    return best;
}

// What a tablet's disk may hold.
Status fill(const QDir& folder)
{
    struct Sample {
        const char* name;
        qint64 bytes;
    };
    constexpr Sample kSamples[] = {{"wang-links.jpg", 2'411'724}, {"brief-gemeente.pdf", 184'320}, {"filmpje.mp4", 94'371'840}};
    bool made = folder.mkdir(QStringLiteral("Vakantie"));
    for (const Sample& sample : kSamples) {
        QFile file(folder.filePath(QLatin1String(sample.name)));
        made = made && file.open(QIODevice::WriteOnly) && file.resize(sample.bytes);
    }
    if (!made) return Error{ErrorKind::Failed, "io_error", "The sample files cannot be written", ""};
    return done();
}

// Models and editors are children of their pages, and pages of the stack in the visual tree only.
template <typename T>
void forEach(QQuickItem* item, const std::function<void(T&)>& visit)
{
    for (T* found : item->findChildren<T*>(QString(), Qt::FindDirectChildrenOnly)) visit(*found);
    for (QQuickItem* child : item->childItems()) forEach<T>(child, visit);
}

}  // namespace

Screenshots::Screenshots(viewmodels::App& app, QQuickWindow& window, const QString& folder)
    : m_app(app), m_window(window), m_folder(folder)
{
}

void Screenshots::settle()
{
    QEventLoop loop;
    QTimer::singleShot(kSettleMs, &loop, &QEventLoop::quit);
    loop.exec();
}

Status Screenshots::take(const QString& name, const std::function<void()>& before)
{
    if (!m_folder.mkpath(QStringLiteral("."))) return Error{ErrorKind::Failed, "io_error", "The folder cannot be made", ""};
    for (const Look& look : kLooks) {
        m_window.resize(look.size);
        m_app.setTheme(QLatin1String(look.theme));
        m_app.setTextPercent(look.textPercent);
        before();
        settle();
        const QString file = QStringLiteral("%1_%2_%3x%4%5.png").arg(name, QLatin1String(look.theme)).arg(look.size.width())
                                 .arg(look.size.height()).arg(look.textPercent == 100 ? QString() : QStringLiteral("_200"));
        QImage image = m_window.grabWindow();
        image.setDevicePixelRatio(1);
        if (image.isNull() || !image.save(m_folder.filePath(file)))
            return Error{ErrorKind::Failed, "io_error", "A screenshot cannot be written", file.toStdString()};
    }
    return done();
}

Status Screenshots::takeHere(const QString& name)
{
    return take(name, [] {});
}

QObject* Screenshots::workplace() const
{
    return m_window.property("workplace").value<QObject*>();
}

void Screenshots::call(const char* function, const QStringList& arguments)
{
    QStringList quoted;
    for (const QString& argument : arguments) quoted << QStringLiteral("'%1'").arg(argument);
    const QString script = QStringLiteral("%1(%2)").arg(QLatin1String(function), quoted.join(QStringLiteral(", ")));
    QQmlExpression expression(qmlContext(&m_window), workplace(), script);
    expression.evaluate();
    VELDPOST_CHECK(!expression.hasError());
}

void Screenshots::openSection(const QString& section)
{
    VELDPOST_CHECK(m_window.setProperty("section", section));
}

void Screenshots::openCase(const QString& caseId)
{
    call("openCase", {caseId});
}

QString Screenshots::idOfKind(const QString& caseId, const char* kind) const
{
    TimelineModel list;
    list.setKind(QLatin1String(kind));
    list.setCaseId(caseId);
    if (list.rowCount() == 0) return {};
    return list.data(list.index(0), TimelineModel::RecordIdRole).toString();
}

void Screenshots::turnBodyMap(const QString& view)
{
    forEach<BodyMapModel>(m_window.contentItem(), [&](BodyMapModel& map) { map.setView(view); });
}

void Screenshots::fillInjury()
{
    forEach<InjuryEditor>(m_window.contentItem(), [](InjuryEditor& editor) {
        editor.setType(QStringLiteral("bruise"));
        editor.setPlace(QStringLiteral("forearm"), QStringLiteral("right"), QStringLiteral("front"), 3300, 4100);
        editor.setLengthMm(QStringLiteral("28"));
        editor.setWidthMm(QStringLiteral("15"));
        editor.setColours({QStringLiteral("purple"), QStringLiteral("blue")});
        editor.setShape(QStringLiteral("oval"));
    });
}

Status Screenshots::takeAll()
{
    const QString caseId = fullestCase();
    VELDPOST_TRY(take(QStringLiteral("case-list"), [&] {
        openSection(QStringLiteral("cases"));
        workplace()->setProperty("caseId", QString());
    }));
    VELDPOST_TRY(takeCasePages(caseId));
    VELDPOST_TRY(take(QStringLiteral("search"), [&] {
        openSection(QStringLiteral("search"));
        settle();
        forEach<SearchModel>(m_window.contentItem(), [](SearchModel& search) {
            search.setText(QStringLiteral("school"));
            search.searchNow();
        });
    }));
    VELDPOST_TRY(take(QStringLiteral("inbox"), [&] { openSection(QStringLiteral("inbox")); }));
    VELDPOST_TRY(take(QStringLiteral("conflict"), [&] {
        openSection(QStringLiteral("cases"));
        openCase(caseId);
        const viewmodels::ConflictModel conflicts;
        call("openConflict", {conflicts.data(conflicts.index(0), viewmodels::ConflictModel::RecordIdRole).toString()});
    }));
    return take(QStringLiteral("settings"), [&] { openSection(QStringLiteral("settings")); });
}

Status Screenshots::takePhotoPages(const QString& caseId, const Opening& open)
{
    const auto [injury, photo] = photographed(caseId);
    VELDPOST_TRY(take(QStringLiteral("photos"), open([&] { call("openRecord", {QStringLiteral("injury"), injury}); })));
    VELDPOST_TRY(take(QStringLiteral("photo"), open([&] {
        call("openRecord", {QStringLiteral("injury"), injury});
        call("openPhoto", {injury, photo});
    })));
    const QTemporaryDir disk(QDir::tempPath() + QStringLiteral("/Tablet"));
    VELDPOST_TRY(fill(QDir(disk.path())));
    return take(QStringLiteral("add-files"), open([&] {
        call("openRecord", {QStringLiteral("injury"), injury});
        call("addPhotos");
        forEach<FileChooser>(m_window.contentItem(), [&disk](FileChooser& files) {
            files.goTo(disk.path());
            files.open(1);
        });
    }));
}

// A record that has photos, and the first of these.
std::pair<QString, QString> Screenshots::photographed(const QString& caseId) const
{
    TimelineModel list;
    list.setKind(QStringLiteral("blob_ref"));
    list.setCaseId(caseId);
    const QModelIndex oldest = list.index(list.rowCount() - 1);
    return {list.data(oldest, TimelineModel::OpenIdRole).toString(), list.data(oldest, TimelineModel::RecordIdRole).toString()};
}

Status Screenshots::takeCasePages(const QString& caseId)
{
    const QString huisverbod = idOfKind(caseId, "huisverbod");
    const QString note = idOfKind(caseId, "note");
    const Opening open = [&](const std::function<void()>& further) {
        return [this, caseId, further] {
            openSection(QStringLiteral("cases"));
            openCase(caseId);
            further();
        };
    };
    const auto bodyMap = [&](const char* view) {
        return open([this, view] {
            call("add", {QStringLiteral("injury")});
            turnBodyMap(QLatin1String(view));
        });
    };
    VELDPOST_TRY(take(QStringLiteral("case-page"), open([] {})));
    VELDPOST_TRY(take(QStringLiteral("note-editor"), open([&] { call("editRecord", {QStringLiteral("note"), note}); })));
    VELDPOST_TRY(take(QStringLiteral("record-page"), open([&] { call("openRecord", {QStringLiteral("note"), note}); })));
    VELDPOST_TRY(takePhotoPages(caseId, open));
    VELDPOST_TRY(take(QStringLiteral("body-map-front"), bodyMap("front")));
    VELDPOST_TRY(take(QStringLiteral("body-map-back"), bodyMap("back")));
    VELDPOST_TRY(take(QStringLiteral("body-map-head"), bodyMap("head_front")));
    VELDPOST_TRY(take(QStringLiteral("injury-form"), open([&] {
        call("add", {QStringLiteral("injury")});
        fillInjury();
    })));
    VELDPOST_TRY(take(QStringLiteral("huisverbod-page"),
                      open([&] { call("openRecord", {QStringLiteral("huisverbod"), huisverbod}); })));
    VELDPOST_TRY(take(QStringLiteral("huisverbod-form"),
                      open([&] { call("editRecord", {QStringLiteral("huisverbod"), huisverbod}); })));
    VELDPOST_TRY(take(QStringLiteral("person-form"), open([&] { call("add", {QStringLiteral("person")}); })));
    return take(QStringLiteral("members"),
                open([&] { call("share"); }));
}

}  // namespace veldpost::app
