// BodyMapModel: the regions of one drawing of the body map, head to foot, and the findings of a case on it. The outlines
// are the page's; codes, names and sides come from the model's table.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace veldpost::viewmodels {

// One place that can be pointed at: a region and, where it is one of a pair, the side.
struct BodyPlace {
    QString region;
    QString laterality;  // "left", "right", or empty
    QString name;        // "Wang, links"
    int findings = 0;
};

class BodyMapModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    // Rows: the places of `view`. Roles: region, laterality, key ("cheek.left", "forehead"), name, findings (int).
    // A pair has a row a side where the view shows both (front, back, head front, head back), else the side seen.
    Q_PROPERTY(QString view READ view WRITE setView NOTIFY viewChanged)  // front, back, left_side, right_side, head_front …
    Q_PROPERTY(QVariantList views READ views NOTIFY textsChanged)        // [{code, name}]
    Q_PROPERTY(QString caseId READ caseId WRITE setCaseId NOTIFY caseIdChanged)
    // Findings of the case in this view: [{recordId, region, laterality, key, x, y, number, text, safety}]; x and y are
    // -1 where none was pointed at; number counts the case's injuries from the oldest, 1..n.
    Q_PROPERTY(QVariantList markers READ markers NOTIFY markersChanged)
    Q_PROPERTY(int mapVersion READ mapVersion CONSTANT)  // of the drawing x and y are units of
    Q_PROPERTY(int mapUnits READ mapUnits CONSTANT)      // x and y run 0..mapUnits over the drawing's square

public:
    enum Role { RegionRole = Qt::UserRole + 1, LateralityRole, KeyRole, NameRole, FindingsRole };
    static constexpr int kMapVersion = 1;
    static constexpr int kMapUnits = 10000;  // as model::MapPosition has it

    explicit BodyMapModel(QObject* parent = nullptr);

    const QString& view() const { return m_view; }
    void setView(const QString& view);
    QVariantList views() const;
    const QString& caseId() const { return m_caseId; }
    void setCaseId(const QString& caseId);
    const QVariantList& markers() const { return m_markers; }
    int mapVersion() const { return kMapVersion; }
    int mapUnits() const { return kMapUnits; }

    // "Wang, links". Empty for a code that is not in the table.
    Q_INVOKABLE QString placeName(const QString& region, const QString& laterality) const;
    // Whether `region` can be pointed at in `view`.
    Q_INVOKABLE bool shows(const QString& region) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void viewChanged();
    void caseIdChanged();
    void markersChanged();
    void textsChanged();

private:
    void rebuild();
    void readMarkers();
    void addMarker(const engine::RecordRow& record, int number);

    Workspace& m_workspace;
    QString m_view = QStringLiteral("front");
    QString m_caseId;
    std::vector<BodyPlace> m_places;
    QVariantList m_markers;
    QTimer m_later;
};

}  // namespace veldpost::viewmodels
