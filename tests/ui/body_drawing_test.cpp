// The drawing of the body map against the model's table of regions: every place that can be named can be pointed at.
#include "shared/model/body_region.h"

#include <QtTest/QtTest>

#include <QFile>
#include <QJSEngine>
#include <QJSValueIterator>

using namespace veldpost;

namespace {

struct NamedView {
    const char* name;
    model::View bit;
};

constexpr NamedView kViews[] = {
    {"front", model::ViewFront},          {"back", model::ViewBack},
    {"left_side", model::ViewLeftSide},   {"right_side", model::ViewRightSide},
    {"head_front", model::ViewHeadFront}, {"head_back", model::ViewHeadBack},
    {"head_left", model::ViewHeadLeft},   {"head_right", model::ViewHeadRight},
};

// The keys the table asks for in a view: a pair has one a side where both are seen, else the side seen.
QStringList placesOf(const NamedView& view)
{
    QStringList keys;
    const bool leftSeen = (view.bit & (model::ViewRightSide | model::ViewHeadRight)) == 0;
    const bool rightSeen = (view.bit & (model::ViewLeftSide | model::ViewHeadLeft)) == 0;
    for (const model::BodyRegion& region : model::bodyRegions()) {
        if ((region.views & view.bit) == 0) continue;
        const QString code = QString::fromUtf8(region.code.data(), qsizetype(region.code.size()));
        if (region.sides != model::Sides::Paired) {
            keys << code;
            continue;
        }
        if (leftSeen) keys << code + QStringLiteral(".left");
        if (rightSeen) keys << code + QStringLiteral(".right");
    }
    keys.sort();
    return keys;
}

}  // namespace

class BodyDrawingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(qEnvironmentVariable("VELDPOST_SOURCE") + QStringLiteral("/qml/components/body_drawing.js"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString script = QString::fromUtf8(file.readAll());
        script.remove(QStringLiteral(".pragma library"));
        m_views = m_engine.evaluate(script + QStringLiteral("; views"));
        QVERIFY2(!m_views.isError(), qPrintable(m_views.toString()));
    }

    void everyView_regionsOfTable_areDrawn_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kViews)); ++i) QTest::newRow(kViews[i].name) << i;
    }

    void everyView_regionsOfTable_areDrawn()
    {
        QFETCH(int, index);
        QJSValue regions = m_views.property(QString::fromLatin1(kViews[index].name)).property(QStringLiteral("regions"));
        QStringList drawn;
        QJSValueIterator it(regions);
        while (it.next()) {
            drawn << it.name();
            QVERIFY2(it.value().property(QStringLiteral("d")).toString().startsWith(QLatin1Char('M')), qPrintable(it.name()));
        }
        drawn.sort();
        QCOMPARE(drawn, placesOf(kViews[index]));
    }

    void everyPoint_unitsOfDrawing_insideSquare()
    {
        QJSValueIterator views(m_views);
        while (views.next()) {
            QJSValueIterator regions(views.value().property(QStringLiteral("regions")));
            while (regions.next()) {
                QJSValue at = regions.value().property(QStringLiteral("at"));
                for (quint32 axis = 0; axis < 2; ++axis) {
                    const int value = at.property(axis).toInt();
                    QVERIFY2(value > 0 && value < 10000, qPrintable(views.name() + QLatin1Char(' ') + regions.name()));
                }
            }
        }
    }

private:
    QJSEngine m_engine;
    QJSValue m_views;
};

QTEST_GUILESS_MAIN(BodyDrawingTest)
#include "body_drawing_test.moc"
