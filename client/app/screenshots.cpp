#include "client/app/screenshots.h"

#include "client/viewmodels/body_map_model.h"
#include "client/viewmodels/case_list_model.h"
#include "client/viewmodels/injury_editor.h"
#include "client/viewmodels/search_model.h"
#include "client/viewmodels/timeline_model.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQmlExpression>
#include <QTimer>
#include <QtQml/qqml.h>

namespace veldpost::app {

namespace {

using viewmodels::BodyMapModel;
using viewmodels::CaseListModel;
using viewmodels::InjuryEditor;
using viewmodels::SearchModel;
using viewmodels::TimelineModel;

constexpr QSize kSizes[] = {{1280, 800}, {800, 1280}};
constexpr const char* kThemes[] = {"light", "dark"};
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
    for (const QSize& size : kSizes) {
        m_window.resize(size);
        for (const char* theme : kThemes) {
            m_app.setTheme(QLatin1String(theme));
            before();
            settle();
            const QString file = QStringLiteral("%1_%2_%3x%4.png").arg(name, QLatin1String(theme)).arg(size.width())
                                     .arg(size.height());
            QImage image = m_window.grabWindow();
            image.setDevicePixelRatio(1);
            if (image.isNull() || !image.save(m_folder.filePath(file)))
                return Error{ErrorKind::Failed, "io_error", "A screenshot cannot be written", file.toStdString()};
        }
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
    return take(QStringLiteral("settings"), [&] { openSection(QStringLiteral("settings")); });
}

Status Screenshots::takeCasePages(const QString& caseId)
{
    const QString huisverbod = idOfKind(caseId, "huisverbod");
    const QString note = idOfKind(caseId, "note");
    const auto open = [&](const std::function<void()>& further) {
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
