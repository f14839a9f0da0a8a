// PictureProvider: gives Qt Quick the pictures that stand on the shelf.
#pragma once

#include "client/viewmodels/picture_shelf.h"

#include <QQuickImageProvider>

namespace veldpost::app {

class PictureProvider final : public QQuickImageProvider {
public:
    // The shelf outlives it.
    explicit PictureProvider(const viewmodels::PictureShelf& shelf)
        : QQuickImageProvider(QQuickImageProvider::Image), m_shelf(shelf)
    {
    }

    QImage requestImage(const QString& id, QSize* size, const QSize&) override
    {
        QImage picture = m_shelf.find(id);
        if (size != nullptr) *size = picture.size();
        return picture;
    }

private:
    const viewmodels::PictureShelf& m_shelf;
};

}  // namespace veldpost::app
