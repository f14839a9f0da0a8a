#include "client/viewmodels/date_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace veldpost::viewmodels {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

struct DateText {
    Q_DECLARE_TR_FUNCTIONS(DateText)
};

QString clockText(int secondOfDay)
{
    return QStringLiteral("%1:%2").arg(secondOfDay / 3600, 2, 10, QLatin1Char('0'))
        .arg(secondOfDay / 60 % 60, 2, 10, QLatin1Char('0'));
}

// The numbers of a typed date with their separators taken away; empty when there is anything else in it.
QStringList numbersOf(const QString& typed)
{
    static const QRegularExpression shape(QStringLiteral("^\\s*\\d{1,4}(?:[-/. ]\\d{1,4}){0,2}\\s*$"));
    static const QRegularExpression separator(QStringLiteral("[-/. ]"));
    if (!shape.match(typed).hasMatch()) return {};
    return typed.trimmed().split(separator);
}

QString isoPart(const QString& number, int width)
{
    return number.rightJustified(width, QLatin1Char('0'));
}

}  // namespace

QLocale localeOf(const QString& language)
{
    return language == QStringLiteral("en") ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                            : QLocale(QLocale::Dutch, QLocale::Netherlands);
}

QString dayText(const calendar::Date& date, const QString& language)
{
    const QLocale locale = localeOf(language);
    const int weekday = date.weekday() == calendar::Weekday::Sunday ? 7 : static_cast<int>(date.weekday());
    return QStringLiteral("%1 %2 %3 %4").arg(locale.dayName(weekday, QLocale::ShortFormat)).arg(date.day())
        .arg(locale.monthName(date.month())).arg(date.year());
}

QString momentText(const calendar::Moment& moment, const QString& language)
{
    const QString day = dayText(moment.date(), language);
    return moment.isDay() ? day : day + QLatin1Char(' ') + clockText(moment.secondOfDay());
}

QString whenText(std::int64_t utcMs, const QString& language)
{
    const auto moment = calendar::Moment::fromUtcMs(utcMs);
    return moment.ok() ? momentText(*moment, language) : QString();
}

QString dayOfMs(std::int64_t utcMs, const QString& language)
{
    const auto moment = calendar::Moment::fromUtcMs(utcMs);
    return moment.ok() ? dayText(moment->date(), language) : QString();
}

QString nearText(std::int64_t utcMs, std::int64_t nowMs, const QString& language)
{
    const auto then = calendar::Moment::fromUtcMs(utcMs);
    const auto now = calendar::Moment::fromUtcMs(nowMs);
    if (!then.ok() || !now.ok()) return {};
    const int daysAgo = now->date().days() - then->date().days();
    if (daysAgo == 0) return DateText::tr("today %1").arg(clockText(then->secondOfDay()));
    if (daysAgo == 1) return DateText::tr("yesterday %1").arg(clockText(then->secondOfDay()));
    return dayText(then->date(), language);
}

QString distanceText(std::int64_t fromMs, std::int64_t toMs)
{
    const std::int64_t span = toMs >= fromMs ? toMs - fromMs : fromMs - toMs;
    const bool ahead = toMs >= fromMs;
    if (span < kMinuteMs) return DateText::tr("now");
    if (span < kHourMs) {
        const int minutes = static_cast<int>(span / kMinuteMs);
        return ahead ? DateText::tr("in %n minute(s)", nullptr, minutes) : DateText::tr("%n minute(s) ago", nullptr, minutes);
    }
    if (span < 2 * kDayMs) {
        const int hours = static_cast<int>(span / kHourMs);
        return ahead ? DateText::tr("in %n hour(s)", nullptr, hours) : DateText::tr("%n hour(s) ago", nullptr, hours);
    }
    const int days = static_cast<int>(span / kDayMs);
    return ahead ? DateText::tr("in %n day(s)", nullptr, days) : DateText::tr("%n day(s) ago", nullptr, days);
}

QString storedMomentText(const std::string& stored, const QString& language)
{
    const auto moment = calendar::Moment::parse(stored);
    return moment.ok() ? momentText(*moment, language) : QString::fromStdString(stored);
}

std::optional<calendar::Date> readDay(const QString& typed)
{
    const QStringList numbers = numbersOf(typed);
    if (numbers.size() != 3) return std::nullopt;
    const bool isoOrder = numbers[0].size() == 4;
    const QString& year = isoOrder ? numbers[0] : numbers[2];
    if (year.size() != 4) return std::nullopt;
    return calendar::Date::fromYmd(year.toInt(), numbers[1].toInt(), (isoOrder ? numbers[2] : numbers[0]).toInt());
}

std::optional<int> readClock(const QString& typed)
{
    static const QRegularExpression shape(QStringLiteral("^\\s*(\\d{1,2})[:.]?(\\d{2})\\s*$"));
    const auto match = shape.match(typed);
    if (!match.hasMatch()) return std::nullopt;
    const int hours = match.captured(1).toInt();
    const int minutes = match.captured(2).toInt();
    if (hours > 23 || minutes > 59) return std::nullopt;
    return hours * 3600 + minutes * 60;
}

std::optional<calendar::Moment> readMoment(const QString& day, const QString& clock)
{
    const auto date = readDay(day);
    if (!date) return std::nullopt;
    if (clock.trimmed().isEmpty()) return calendar::Moment::ofDay(*date);
    const auto second = readClock(clock);
    if (!second || !calendar::zoneReady().ok()) return std::nullopt;
    return calendar::Moment::atClock(*date, *second);
}

std::optional<std::string> readPartialDate(const QString& typed)
{
    QStringList numbers = numbersOf(typed);
    if (numbers.isEmpty()) return std::nullopt;
    if (numbers.first().size() != 4) std::reverse(numbers.begin(), numbers.end());
    if (numbers.first().size() != 4) return std::nullopt;
    QStringList iso{numbers.first()};
    for (qsizetype i = 1; i < numbers.size(); ++i) iso << isoPart(numbers[i], 2);
    // A year or a month stands when the first day of it does.
    QStringList whole = iso;
    while (whole.size() < 3) whole << QStringLiteral("01");
    if (!calendar::Date::parse(whole.join(QLatin1Char('-')).toStdString()).ok()) return std::nullopt;
    return iso.join(QLatin1Char('-')).toStdString();
}

QString typedDay(const calendar::Date& date)
{
    return QStringLiteral("%1-%2-%3").arg(date.day(), 2, 10, QLatin1Char('0')).arg(date.month(), 2, 10, QLatin1Char('0'))
        .arg(date.year());
}

QString typedClock(const calendar::Moment& moment)
{
    return moment.isDay() ? QString() : clockText(moment.secondOfDay());
}

QString typedPartialDate(const std::string& stored)
{
    QStringList parts = QString::fromStdString(stored).split(QLatin1Char('-'));
    std::reverse(parts.begin(), parts.end());
    return parts.join(QLatin1Char('-'));
}

QString partialDateText(const std::string& stored, const QString& language)
{
    const QStringList parts = QString::fromStdString(stored).split(QLatin1Char('-'));
    const QLocale locale = localeOf(language);
    const int month = parts.size() > 1 ? parts[1].toInt() : 0;
    if (month < 1 || month > 12) return parts.first();
    const QString monthAndYear = locale.monthName(month) + QLatin1Char(' ') + parts[0];
    return parts.size() > 2 ? QString::number(parts[2].toInt()) + QLatin1Char(' ') + monthAndYear : monthAndYear;
}

}  // namespace veldpost::viewmodels
