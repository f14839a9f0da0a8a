#include "client/viewmodels/clipboard_guard.h"

namespace veldpost::viewmodels {

ClipboardGuard::ClipboardGuard(Workspace& workspace, QClipboard& clipboard) : m_clipboard(clipboard)
{
    connect(&workspace, &Workspace::closed, this, &ClipboardGuard::clear);
}

bool ClipboardGuard::isOurs(QClipboard::Mode mode) const
{
    if (mode == QClipboard::Selection) return m_clipboard.supportsSelection() && m_clipboard.ownsSelection();
    return m_clipboard.ownsClipboard();
}

void ClipboardGuard::clear()
{
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection})
        if (isOurs(mode)) m_clipboard.clear(mode);
}

}  // namespace veldpost::viewmodels
