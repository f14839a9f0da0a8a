// Problems in words a person can act on. The engine's own texts are English and for scripts.
#pragma once

#include "shared/base/result.h"

#include <QString>

namespace veldpost::viewmodels {

QString errorText(const Error& error);
// Why a field may not be as it is: the reason of a `rule_broken`.
QString ruleText(const QString& why);
// What deserves a look about a huisverbod: a code of calendar::HuisverbodTerms::problems or of its summary.
QString termProblemText(const std::string& code);

}  // namespace veldpost::viewmodels
