#include "client/viewmodels/carrying.h"

#include "client/viewmodels/date_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace veldpost::viewmodels {

namespace {

struct CarryWords {
    Q_DECLARE_TR_FUNCTIONS(CarryWords)
};

constexpr std::int64_t kWindowMs = 20'000;     // the line of just now, not of this morning
constexpr std::int64_t kLongEnoughMs = 1'000;  // before a pace is believed
constexpr double kMega = 1024.0 * 1024.0;

QString leftText(std::int64_t seconds)
{
    // Nobody knows it better than this. In variables of their own: lupdate stumbles over calls in the place of the number.
    const int nearly = std::max(5, static_cast<int>((seconds + 4) / 5 * 5));
    const int minutes = static_cast<int>((seconds + 30) / 60);
    if (nearly < 90) return CarryWords::tr("about %n second(s) left", nullptr, nearly);
    return CarryWords::tr("about %n minute(s) left", nullptr, minutes);
}

}  // namespace

QString bytesText(std::int64_t bytes, const QString& language)
{
    const QLocale locale = localeOf(language);
    const int few = static_cast<int>(std::min<std::int64_t>(bytes, 1024));
    if (few < 1024) return CarryWords::tr("%n byte(s)", nullptr, few);
    if (bytes < 1024 * 1024) return QStringLiteral("%1 kB").arg(locale.toString(bytes / 1024));
    return QStringLiteral("%1 MB").arg(locale.toString(static_cast<double>(bytes) / kMega, 'f', 1));
}

void CarryWatch::see(const std::optional<engine::BlobProgress>& progress, std::int64_t nowMs)
{
    const bool same = m_progress && progress && m_progress->address == progress->address && m_progress->up == progress->up &&
                      progress->moved >= m_progress->moved;
    if (!same) m_seen.clear();
    m_progress = progress;
    if (!progress) return;
    m_seen.push_back({nowMs, progress->moved});
    while (m_seen.size() > 2 && nowMs - m_seen[1].atMs > kWindowMs) m_seen.pop_front();
}

std::optional<std::int64_t> CarryWatch::secondsLeft() const
{
    if (!m_progress || m_seen.empty()) return std::nullopt;
    const std::int64_t ms = m_seen.back().atMs - m_seen.front().atMs;
    const std::int64_t moved = m_seen.back().moved - m_seen.front().moved;
    if (ms < kLongEnoughMs || moved <= 0) return std::nullopt;
    return (m_progress->bytes - m_progress->moved) * ms / moved / 1000;
}

QString CarryWatch::text(const QString& language) const
{
    if (!m_progress) return {};
    const QString share = CarryWords::tr("%1 of %2").arg(bytesText(m_progress->moved, language), bytesText(m_progress->bytes, language));
    const auto left = secondsLeft();
    return left ? share + QStringLiteral(", ") + leftText(*left) : share;
}

}  // namespace veldpost::viewmodels
