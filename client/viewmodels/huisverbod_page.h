// What the page of a huisverbod shows, made from its record and events: the arithmetic is the calendar's, the words are
// made here.
#pragma once

#include "client/viewmodels/huisverbod_model.h"

namespace veldpost::viewmodels {

// REQUIRES: a record of kind huisverbod. What its conflict leaves open stays open: `known` is false when the
// moment of imposing is in conflict. Error `rule_broken` when its fields do not make one.
Result<HuisverbodModel::Shown> huisverbodPage(const engine::RecordRow& record,
                                              const std::vector<engine::RecordRow>& events, std::int64_t nowMs,
                                              const QString& language);

}  // namespace veldpost::viewmodels
