// Codes: the lists a form offers, each [{code, name}] in the user's language. Names of codes come from the model's
// tables, not from the translations: they belong to the data.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace veldpost::viewmodels {

class Codes : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QVariantList injuryTypes READ injuryTypes NOTIFY changed)
    Q_PROPERTY(QVariantList injuryShapes READ injuryShapes NOTIFY changed)
    Q_PROPERTY(QVariantList injuryColours READ injuryColours NOTIFY changed)
    Q_PROPERTY(QVariantList lateralities READ lateralities NOTIFY changed)
    Q_PROPERTY(QVariantList personRoles READ personRoles NOTIFY changed)
    Q_PROPERTY(QVariantList huisverbodEvents READ huisverbodEvents NOTIFY changed)  // without the computed end
    Q_PROPERTY(QVariantList authorities READ authorities NOTIFY changed)
    Q_PROPERTY(QVariantList announcements READ announcements NOTIFY changed)
    Q_PROPERTY(QVariantList rulingEffects READ rulingEffects NOTIFY changed)
    Q_PROPERTY(QVariantList rights READ rights NOTIFY changed)  // read, write, own
    Q_PROPERTY(QVariantList languages READ languages CONSTANT)  // nl Nederlands, en English
    Q_PROPERTY(QVariantList themes READ themes NOTIFY changed)  // light, dark, system
    Q_PROPERTY(QVariantList textSizes READ textSizes NOTIFY changed)  // percent: 100, 125, 150, 200

public:
    explicit Codes(QObject* parent = nullptr);
    static Codes* create(QQmlEngine* engine, QJSEngine* scripts);

    QVariantList injuryTypes() const;
    QVariantList injuryShapes() const;
    QVariantList injuryColours() const;
    QVariantList lateralities() const;
    QVariantList personRoles() const;
    QVariantList huisverbodEvents() const;
    QVariantList authorities() const;
    QVariantList announcements() const;
    QVariantList rulingEffects() const;
    QVariantList rights() const;
    QVariantList languages() const;
    QVariantList themes() const;
    QVariantList textSizes() const;

Q_SIGNALS:
    void changed();
};

}  // namespace veldpost::viewmodels
