// ClipboardGuard: what was copied out of the app does not stay behind for whoever picks the device up: it is taken off
// the clipboard on lock, unless somebody has put something else there.
#pragma once

#include "client/viewmodels/workspace.h"

#include <QClipboard>

namespace veldpost::viewmodels {

class ClipboardGuard : public QObject {
    Q_OBJECT

public:
    ClipboardGuard(Workspace& workspace, QClipboard& clipboard);

protected:
    // Whether what is on it came from this program.
    virtual bool isOurs(QClipboard::Mode mode) const;

private:
    void clear();

    QClipboard& m_clipboard;
};

}  // namespace veldpost::viewmodels
