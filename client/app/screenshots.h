// Screenshots: leads the app through its pages and writes a PNG of each, light and dark, wide, tall and small, and with large text.
#pragma once

#include "client/viewmodels/app.h"

#include <QDir>
#include <QQuickItem>
#include <QQuickWindow>

#include <functional>

namespace veldpost::app {

class Screenshots : public QObject {
    Q_OBJECT

public:
    Screenshots(viewmodels::App& app, QQuickWindow& window, const QString& folder);

    // Pages of a locked or not enrolled app: `names` is what the page is called. Error `io_error`.
    Status takeHere(const QString& name);
    // All pages of an unlocked one.
    Status takeAll();

private:
    // In every look; `before` leads to the page anew each time.
    Status take(const QString& name, const std::function<void()>& before);
    using Opening = std::function<std::function<void()>(const std::function<void()>& further)>;
    Status takeCasePages(const QString& caseId);
    Status takePhotoPages(const QString& caseId, const Opening& open);
    std::pair<QString, QString> photographed(const QString& caseId) const;
    QString idOfKind(const QString& caseId, const char* kind) const;
    void settle();
    QObject* workplace() const;
    // Calls a function of the pages; arguments are codes and ids.
    void call(const char* function, const QStringList& arguments = {});
    void openCase(const QString& caseId);
    void openSection(const QString& section);
    void turnBodyMap(const QString& view);
    void fillInjury();

    viewmodels::App& m_app;
    QQuickWindow& m_window;
    QDir m_folder;
};

}  // namespace veldpost::app
