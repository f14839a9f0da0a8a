// PictureShelf: the pictures that pages show now, decoded, each under an address that an Image takes as its source. In memory
// only, and emptied on lock.
//
// Thread rule: filled and emptied on the GUI thread; find() is asked by the thread on which Qt Quick loads images.
#pragma once

#include <QHash>
#include <QImage>
#include <QMutex>
#include <QString>

namespace veldpost::viewmodels {

class PictureShelf {
public:
    static constexpr char kProvider[] = "pictures";  // "image://pictures/17"

    // The address; no other picture ever had it.
    QString put(const QImage& picture);
    void drop(const QString& address);
    void clear();
    // By what stands in the address behind the provider's name. Null: not there any more.
    QImage find(const QString& number) const;

private:
    mutable QMutex m_mutex;
    QHash<QString, QImage> m_pictures;
    quint64 m_last = 0;
};

}  // namespace veldpost::viewmodels
