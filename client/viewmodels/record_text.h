// Records in words: what a list shows of them, what their fields are called, what a person may rely on.
#pragma once

#include "client/engine/dossiers.h"

#include <QString>
#include <QVariantList>

namespace veldpost::viewmodels {

struct RecordText {
    QString title;
    QString text;
};

// A line or a few for a list. Long texts are cut.
RecordText recordText(const engine::RecordRow& row, const QString& language);
RecordText fieldsText(const std::string& kind, const engine::Json& fields, const QString& language);

// A field's name and its value for people.
QString fieldLabel(const std::string& field);
// False for fields that hold ids.
bool isForReading(const std::string& field);
QString fieldValue(const std::string& kind, const std::string& field, const engine::Json& value, const QString& language);
// [{field, label, value, conflict}] in the order of the kind's table; conflicting ones without a value.
QVariantList fieldLines(const engine::RecordRow& row, const QString& language);

QString stateCode(const engine::ItemStanding& standing);
// "Safe on the server": the word of engine::itemStates(), as a sentence begins.
QString stateWord(engine::ItemState state, const QString& language);
// With its reason: "Waiting for you: it breaks a rule; …".
QString standingText(const engine::ItemStanding& standing, const QString& language);
// standingText, with since when it is safe. Only what the receipt says.
QString safetySentence(const engine::RecordRow& row, const QString& language);
QString authorLine(const engine::RecordRow& row, const QString& language);  // "Anna de Vries, ma 23 november 2026 22:05"
QString editedLine(const engine::RecordRow& row, const QString& language);  // empty: never changed
QString conflictSentence(const engine::RecordRow& row);                     // empty: none

// A text of a JSON field; empty when absent or no text.
QString textIn(const engine::Json& fields, const char* field);

}  // namespace veldpost::viewmodels
