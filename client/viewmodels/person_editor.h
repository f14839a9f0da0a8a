// PersonEditor: somebody of a case.
#pragma once

#include "client/viewmodels/record_editor.h"

namespace veldpost::viewmodels {

class PersonEditor : public RecordEditor {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY fieldsChanged)
    // As typed: "14-3-2019", "3-2019", "2019" (also ISO order); what is not known may be left out.
    Q_PROPERTY(QString bornText READ bornText WRITE setBornText NOTIFY fieldsChanged)
    Q_PROPERTY(QString ageText READ ageText NOTIFY fieldsChanged)               // "7 jaar"; empty when not known
    Q_PROPERTY(QString personRole READ personRole WRITE setPersonRole NOTIFY fieldsChanged)  // a code of Codes.personRoles or any word
    // problems: "name", "born", "role"

public:
    explicit PersonEditor(QObject* parent = nullptr);

    QString name() const { return text("name"); }
    void setName(const QString& name) { setText("name", name); }
    QString bornText() const;
    void setBornText(const QString& text);
    QString ageText() const;
    QString personRole() const { return text("role"); }
    void setPersonRole(const QString& role) { setText("role", role); }

protected:
    QVariantMap check() const override;
};

}  // namespace veldpost::viewmodels
