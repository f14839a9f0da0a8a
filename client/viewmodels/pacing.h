// How often what is shown is made anew.
#pragma once

namespace veldpost::viewmodels {

// Changes that come one after another are shown together.
inline constexpr int kCoalesceMs = 80;
// What moves by itself: progress, time that is left.
inline constexpr int kTickMs = 500;

}  // namespace veldpost::viewmodels
