// What a user chose about the look of the app: language, colours, locking. Nothing of any record; not encrypted, because
// the unlock page is drawn with it. Kept beside other programs' settings, never in a home.
#pragma once

#include "client/viewmodels/app.h"

namespace veldpost::app {

class Preferences : public QObject {
    Q_OBJECT

public:
    // Reads them into `app`, and writes them when they change.
    explicit Preferences(viewmodels::App& app);
};

}  // namespace veldpost::app
