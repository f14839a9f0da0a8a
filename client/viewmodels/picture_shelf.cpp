#include "client/viewmodels/picture_shelf.h"

namespace veldpost::viewmodels {

namespace {

QString prefix()
{
    return QStringLiteral("image://%1/").arg(QLatin1String(PictureShelf::kProvider));
}

}  // namespace

QString PictureShelf::put(const QImage& picture)
{
    const QMutexLocker locked(&m_mutex);
    const QString number = QString::number(++m_last);
    m_pictures.insert(number, picture);
    return prefix() + number;
}

void PictureShelf::drop(const QString& address)
{
    const QMutexLocker locked(&m_mutex);
    m_pictures.remove(address.mid(prefix().size()));
}

void PictureShelf::clear()
{
    const QMutexLocker locked(&m_mutex);
    m_pictures.clear();
}

QImage PictureShelf::find(const QString& number) const
{
    const QMutexLocker locked(&m_mutex);
    return m_pictures.value(number);
}

}  // namespace veldpost::viewmodels
