#include "client/viewmodels/error_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <iterator>
#include <string_view>

namespace veldpost::viewmodels {

namespace {

constexpr char kWords[] = "ProblemWords";

struct Sentence {
    std::string_view code;
    const char* text;
};

constexpr Sentence kErrors[] = {
    {"wrong_passphrase", QT_TRANSLATE_NOOP("ProblemWords", "This passphrase is not right.")},
    {"too_many_tries", QT_TRANSLATE_NOOP("ProblemWords", "Too many wrong tries. Wait a moment; nothing is erased.")},
    {"wrong_pin", QT_TRANSLATE_NOOP("ProblemWords", "This PIN is not right.")},
    {"pin_expired", QT_TRANSLATE_NOOP("ProblemWords", "Now the passphrase is needed.")},
    {"pin_not_digits", QT_TRANSLATE_NOOP("ProblemWords", "A PIN has digits only.")},
    {"pin_too_short", QT_TRANSLATE_NOOP("ProblemWords", "Use 6 digits or more.")},
    {"pin_too_long", QT_TRANSLATE_NOOP("ProblemWords", "Use 12 digits or fewer.")},
    {"pin_too_simple", QT_TRANSLATE_NOOP("ProblemWords", "This PIN is too easy to guess.")},
    {"passphrase_too_short", QT_TRANSLATE_NOOP("ProblemWords", "Use 15 characters or more. A sentence of your own is easy to keep.")},
    {"passphrase_too_long", QT_TRANSLATE_NOOP("ProblemWords", "This passphrase is too long.")},
    {"passphrase_common", QT_TRANSLATE_NOOP("ProblemWords", "This passphrase is too easy to guess.")},
    {"passphrase_not_text", QT_TRANSLATE_NOOP("ProblemWords", "There is a character in it that cannot be used.")},
    {"passphrases_differ", QT_TRANSLATE_NOOP("ProblemWords", "The two passphrases are not the same.")},
    {"not_enrolled", QT_TRANSLATE_NOOP("ProblemWords", "This device is not set up yet.")},
    {"home_exists", QT_TRANSLATE_NOOP("ProblemWords", "This device is set up already.")},
    {"store_in_use", QT_TRANSLATE_NOOP("ProblemWords", "Veldpost is open already on this device.")},
    {"store_missing", QT_TRANSLATE_NOOP("ProblemWords", "The store with your work is missing. Nothing was replaced; ask for help.")},
    {"key_file_missing", QT_TRANSLATE_NOOP("ProblemWords", "The key file is missing. Nothing was replaced; ask for help.")},
    {"key_file_damaged", QT_TRANSLATE_NOOP("ProblemWords", "The key file is damaged. Nothing was replaced; ask for help.")},
    {"key_file_too_new", QT_TRANSLATE_NOOP("ProblemWords", "A newer version of Veldpost made this. Update the app.")},
    {"store_damaged", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"store_too_new", QT_TRANSLATE_NOOP("ProblemWords", "A newer version of Veldpost made this. Update the app.")},
    {"wrong_key", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"out_of_memory", QT_TRANSLATE_NOOP("ProblemWords", "There is not enough free memory. Close other programs and try again.")},
    {"tries_not_written", QT_TRANSLATE_NOOP("ProblemWords", "The disk cannot be written, so no try can be made.")},
    {"disk_full", QT_TRANSLATE_NOOP("ProblemWords", "The disk is full. What you typed is still on the screen.")},
    {"io_error", QT_TRANSLATE_NOOP("ProblemWords", "The disk does not answer as it should. What you typed is still on the screen.")},
    {"no_connection", QT_TRANSLATE_NOOP("ProblemWords", "No connection with the server.")},
    {"timed_out", QT_TRANSLATE_NOOP("ProblemWords", "The server did not answer in time.")},
    {"not_trusted", QT_TRANSLATE_NOOP("ProblemWords", "The server cannot be trusted: its certificate is not the one given at enrolment.")},
    {"bad_code", QT_TRANSLATE_NOOP("ProblemWords", "This code is not right, used already, or too old. Ask for a new one.")},
    {"wrong_code", QT_TRANSLATE_NOOP("ProblemWords", "This code is not right, used already, or too old. Ask for a new one.")},
    {"invalid_code", QT_TRANSLATE_NOOP("ProblemWords", "This code is not right, used already, or too old. Ask for a new one.")},
    {"code_used", QT_TRANSLATE_NOOP("ProblemWords", "This code is not right, used already, or too old. Ask for a new one.")},
    {"code_expired", QT_TRANSLATE_NOOP("ProblemWords", "This code is not right, used already, or too old. Ask for a new one.")},
    {"bad_invite", QT_TRANSLATE_NOOP("ProblemWords", "This invitation cannot be read. Copy the whole line.")},
    {"bad_server_url", QT_TRANSLATE_NOOP("ProblemWords", "This server address cannot be used. It begins with https://")},
    {"bad_ca_file", QT_TRANSLATE_NOOP("ProblemWords", "The file with the region's certificate cannot be read.")},
    {"bad_ca", QT_TRANSLATE_NOOP("ProblemWords", "The file with the region's certificate cannot be read.")},
    {"plain_http_refused", QT_TRANSLATE_NOOP("ProblemWords", "This server address cannot be used. It begins with https://")},
    {"device_revoked", QT_TRANSLATE_NOOP("ProblemWords", "This device has been revoked.")},
    {"revoked", QT_TRANSLATE_NOOP("ProblemWords", "This device has been revoked.")},
    {"no_contact_card", QT_TRANSLATE_NOOP("ProblemWords", "This home does not say where to ask for help. Ask your coordinator; nothing in it is lost.")},
    {"recovery_not_begun", QT_TRANSLATE_NOOP("ProblemWords", "Ask for help first, then your coordinator can approve it.")},
    {"recovery_wrong_key", QT_TRANSLATE_NOOP("ProblemWords", "The key that came does not open what is here. Nothing was changed; ask again.")},
    {"no_recovery_copy", QT_TRANSLATE_NOOP("ProblemWords", "There is no copy of the key for your region here. Only the passphrase opens it.")},
    {"recovery_waits", QT_TRANSLATE_NOOP("ProblemWords", "Your coordinator has not approved it yet. Read the code to him, on the phone or face to face.")},
    {"recovery_over", QT_TRANSLATE_NOOP("ProblemWords", "The request is over or was not taken. Ask again, or ask your coordinator.")},
    {"recovery_copy_damaged", QT_TRANSLATE_NOOP("ProblemWords", "The copy of the key for your region is damaged. Nothing is lost: the passphrase still opens it.")},
    {"not_coordinator", QT_TRANSLATE_NOOP("ProblemWords", "Only a coordinator may do this.")},
    {"already_revoked", QT_TRANSLATE_NOOP("ProblemWords", "This device was revoked already.")},
    {"bad_deadline", QT_TRANSLATE_NOOP("ProblemWords", "This deadline is not possible.")},
    {"wipe_ordered", QT_TRANSLATE_NOOP("ProblemWords", "Your region has ordered this device to be wiped. What you wrote here is being sent first; nothing of it is lost.")},
    {"wiped", QT_TRANSLATE_NOOP("ProblemWords", "This device was erased, as your region ordered. What was written here is at the server, or sealed in a file beside it for the coordinator.")},
    {"not_trusted_order", QT_TRANSLATE_NOOP("ProblemWords", "An order to wipe this device does not hold and was not obeyed. Tell your coordinator.")},
    {"bad_unsent_file", QT_TRANSLATE_NOOP("ProblemWords", "This is no file of a wiped device, or it is damaged.")},
    {"lease_over", QT_TRANSLATE_NOOP("ProblemWords", "This device had no contact with the server for too long, so nothing is shown for now. Nothing is lost: as soon as there is contact, everything opens again.")},
    {"unknown_case", QT_TRANSLATE_NOOP("ProblemWords", "This case is not on this device.")},
    {"unknown_record", QT_TRANSLATE_NOOP("ProblemWords", "This item is not on this device any more.")},
    {"not_open", QT_TRANSLATE_NOOP("ProblemWords", "The app is locked.")},
    {"unchanged", QT_TRANSLATE_NOOP("ProblemWords", "Nothing was changed.")},
    {"too_large", QT_TRANSLATE_NOOP("ProblemWords", "This is too long.")},
    {"invalid_utf8", QT_TRANSLATE_NOOP("ProblemWords", "There is a character in it that cannot be used.")},
    {"rule_broken", QT_TRANSLATE_NOOP("ProblemWords", "This cannot be saved as it is.")},
    {"nothing_chosen", QT_TRANSLATE_NOOP("ProblemWords", "Choose a value first.")},
    {"chosen_twice", QT_TRANSLATE_NOOP("ProblemWords", "Choose one value for each field.")},
    {"not_in_conflict", QT_TRANSLATE_NOOP("ProblemWords", "There is nothing to choose here any more. Look at it again.")},
    {"no_such_value", QT_TRANSLATE_NOOP("ProblemWords", "This version does not stand any more. Look at it again.")},
    {"retracted_open", QT_TRANSLATE_NOOP("ProblemWords", "Choose first, or together with this, whether it was taken back.")},
    {"reason_needed", QT_TRANSLATE_NOOP("ProblemWords", "Say why.")},
    {"store_truncated", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"wrong_key_or_damaged", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"store_not_encrypted", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"migration_changed", QT_TRANSLATE_NOOP("ProblemWords", "The store is damaged. Nothing was replaced; ask for help.")},
    {"store_not_accessible", QT_TRANSLATE_NOOP("ProblemWords", "The files of Veldpost cannot be reached now. Nothing was changed in them. Start again; if it stays, ask for help.")},
    {"store_error", QT_TRANSLATE_NOOP("ProblemWords", "The files of Veldpost cannot be reached now. Nothing was changed in them. Start again; if it stays, ask for help.")},
    {"interrupted", QT_TRANSLATE_NOOP("ProblemWords", "The files of Veldpost cannot be reached now. Nothing was changed in them. Start again; if it stays, ask for help.")},
    {"store_is_a_copy", QT_TRANSLATE_NOOP("ProblemWords", "This device's store is a copy, or was put back from a backup. What you write is saved here but not sent. Ask your coordinator.")},
    {"key_in_use", QT_TRANSLATE_NOOP("ProblemWords", "This device's store is a copy, or was put back from a backup. What you write is saved here but not sent. Ask your coordinator.")},
    {"bad_rekey", QT_TRANSLATE_NOOP("ProblemWords", "This device's store is a copy, or was put back from a backup. What you write is saved here but not sent. Ask your coordinator.")},
    {"not_trusted_rekey", QT_TRANSLATE_NOOP("ProblemWords", "Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.")},
    {"constraint", QT_TRANSLATE_NOOP("ProblemWords", "The store did not take this. What you typed is still on the screen.")},
    {"value_too_large", QT_TRANSLATE_NOOP("ProblemWords", "The store did not take this. What you typed is still on the screen.")},
    {"deliver_only", QT_TRANSLATE_NOOP("ProblemWords", "This device may only deliver what it holds, and shows no cases any more. What you wrote here is being sent. Ask your coordinator.")},
    {"user_disabled", QT_TRANSLATE_NOOP("ProblemWords", "Your account is closed for now. What you wrote is saved on this device. Ask your coordinator.")},
    {"too_many_requests", QT_TRANSLATE_NOOP("ProblemWords", "The server is busy. What you wrote is saved on this device; it tries again by itself.")},
    {"too_much_today", QT_TRANSLATE_NOOP("ProblemWords", "Some of what this device sends has to wait: it has sent as much today as one device may. What you wrote is saved here and goes little by little.")},
    {"other_protocol", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not speak the same version. What you wrote is saved on this device and goes once one of them is updated. Ask your coordinator.")},
    {"server_not_reached", QT_TRANSLATE_NOOP("ProblemWords", "The server cannot be reached. What you wrote is saved on this device.")},
    {"bad_answer", QT_TRANSLATE_NOOP("ProblemWords", "The server's answer could not be read. What you wrote is saved on this device; try again later.")},
    {"not_veldpost", QT_TRANSLATE_NOOP("ProblemWords", "At this address there is no Veldpost server. Check the address, or whether the network asks you to log in first.")},
    {"not_trusted_page", QT_TRANSLATE_NOOP("ProblemWords", "Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.")},
    {"bad_signature", QT_TRANSLATE_NOOP("ProblemWords", "Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.")},
    {"bad_certificate", QT_TRANSLATE_NOOP("ProblemWords", "Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.")},
    {"weak_key", QT_TRANSLATE_NOOP("ProblemWords", "Something from the server does not carry a right signature and was not taken. What you wrote is safe here. Ask your coordinator.")},
    {"malformed_message", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"malformed_json", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"malformed_cursor", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"malformed_query", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"malformed_target", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"unsupported_media_type", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"bad_header", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"bad_payload", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"no_progress", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"already_made", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"bad_upload", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"unknown_checksum_algorithm", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"wrong_tus_version", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"wrong_offset", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"range_not_satisfiable", QT_TRANSLATE_NOOP("ProblemWords", "The server and this app do not understand each other. What you wrote is saved on this device. Ask whether there is an update.")},
    {"checksum_differs", QT_TRANSLATE_NOOP("ProblemWords", "A file came over damaged and is sent again. It is kept whole on this device.")},
    {"blob_hash_differs", QT_TRANSLATE_NOOP("ProblemWords", "A file came over damaged and is sent again. It is kept whole on this device.")},
    {"unknown_blob", QT_TRANSLATE_NOOP("ProblemWords", "This photo or document is not on this device any more.")},
    {"blob_not_here", QT_TRANSLATE_NOOP("ProblemWords", "This photo or document still has to be fetched from the server.")},
    {"blob_not_there", QT_TRANSLATE_NOOP("ProblemWords", "The server does not have this photo or document yet. Try again later.")},
    {"blob_damaged", QT_TRANSLATE_NOOP("ProblemWords", "This photo or document is damaged on this device. Nothing was replaced; ask for help.")},
    {"blob_too_large", QT_TRANSLATE_NOOP("ProblemWords", "This file is larger than 50 MB. Nothing was added.")},
    {"image_kind_unknown", QT_TRANSLATE_NOOP("ProblemWords", "Pictures of this kind cannot be shown here. The file is kept as it is.")},
    {"image_too_large", QT_TRANSLATE_NOOP("ProblemWords", "This picture has too many points to be shown here. The file is kept as it is.")},
    {"image_not_read", QT_TRANSLATE_NOOP("ProblemWords", "This cannot be read as a picture: it is damaged or not what its name says. The file is kept as it is.")},
    {"receipt_outdated", QT_TRANSLATE_NOOP("ProblemWords", "The server was set back and is asked anew. What you wrote is saved on this device; it goes on by itself.")},
    {"epoch_changed", QT_TRANSLATE_NOOP("ProblemWords", "The server was set back and is asked anew. What you wrote is saved on this device; it goes on by itself.")},
    {"no_session", QT_TRANSLATE_NOOP("ProblemWords", "The server was set back and is asked anew. What you wrote is saved on this device; it goes on by itself.")},
    {"needs_newer_app", QT_TRANSLATE_NOOP("ProblemWords", "A newer version of Veldpost wrote this. Update the app to change it; it stays as it is.")},
    {"newer_kind", QT_TRANSLATE_NOOP("ProblemWords", "A newer version of Veldpost wrote this. Update the app to change it; it stays as it is.")},
    {"unknown_kind", QT_TRANSLATE_NOOP("ProblemWords", "A newer version of Veldpost wrote this. Update the app to change it; it stays as it is.")},
    {"waits_for_decision", QT_TRANSLATE_NOOP("ProblemWords", "This waits until somebody decides. It is kept; it cannot be changed until then.")},
    {"not_waiting", QT_TRANSLATE_NOOP("ProblemWords", "This does not wait for a decision any more. Sync to see how it stands.")},
    {"not_decidable", QT_TRANSLATE_NOOP("ProblemWords", "This cannot be accepted. It can be declined, with a reason for whoever wrote it.")},
    {"may_not_decide", QT_TRANSLATE_NOOP("ProblemWords", "This is for somebody else to decide.")},
    {"not_decided", QT_TRANSLATE_NOOP("ProblemWords", "Nobody has decided on this yet.")},
    {"unknown_user", QT_TRANSLATE_NOOP("ProblemWords", "This person is not known on this device. Sync first.")},
    {"unknown_device", QT_TRANSLATE_NOOP("ProblemWords", "The server does not know this device. What you wrote is saved here. Ask your coordinator.")},
    {"not_found", QT_TRANSLATE_NOOP("ProblemWords", "The server does not have this. What you wrote is saved on this device.")},
    {"store_exists", QT_TRANSLATE_NOOP("ProblemWords", "This device is set up already.")},
    {"bad_date", QT_TRANSLATE_NOOP("ProblemWords", "This date or time cannot be read.")},
    {"bad_time", QT_TRANSLATE_NOOP("ProblemWords", "This date or time cannot be read.")},
    {"bad_injury", QT_TRANSLATE_NOOP("ProblemWords", "This cannot be saved as it is.")},
    {"bad_region", QT_TRANSLATE_NOOP("ProblemWords", "This cannot be saved as it is.")},
    {"text_not_composed", QT_TRANSLATE_NOOP("ProblemWords", "There is a character in it that cannot be used.")},
    {"file_missing", QT_TRANSLATE_NOOP("ProblemWords", "This file is not there any more.")},
    {"file_not_read", QT_TRANSLATE_NOOP("ProblemWords", "This file cannot be read.")},
    {"secret_missing", QT_TRANSLATE_NOOP("ProblemWords", "Now the passphrase is needed.")},
    {"not_authentic", QT_TRANSLATE_NOOP("ProblemWords", "Something does not fit this device's key. Nothing was replaced; ask for help.")},
    {"cipher_missing", QT_TRANSLATE_NOOP("ProblemWords", "This app was built without encryption and opens nothing. Ask for help.")},
    {"time_zone_missing", QT_TRANSLATE_NOOP("ProblemWords", "This device does not know the Dutch time zone.")},
};

constexpr Sentence kRules[] = {
    {"too short", QT_TRANSLATE_NOOP("ProblemWords", "Fill this in.")},
    {"too long", QT_TRANSLATE_NOOP("ProblemWords", "This is too long.")},
    {"over 64 KiB", QT_TRANSLATE_NOOP("ProblemWords", "This is too long.")},
    {"nothing but white space", QT_TRANSLATE_NOOP("ProblemWords", "Fill this in.")},
    {"out of range", QT_TRANSLATE_NOOP("ProblemWords", "This number cannot be right.")},
    {"not an integer", QT_TRANSLATE_NOOP("ProblemWords", "Use a whole number.")},
    {"this region needs left, right or both", QT_TRANSLATE_NOOP("ProblemWords", "Say which side: the person's own left or right.")},
    {"this region takes no side but midline", QT_TRANSLATE_NOOP("ProblemWords", "This place has no left or right.")},
    {"an event needs a moment", QT_TRANSLATE_NOOP("ProblemWords", "Say when.")},
};

constexpr Sentence kTerms[] = {
    {"day_precision", QT_TRANSLATE_NOOP("ProblemWords", "Only the day of imposing is known, not the hour: the ends are days too.")},
    {"imposed_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "The clock time of imposing did not exist: the clock went forward. One hour later was taken.")},
    {"imposed_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "The clock time of imposing came twice: the clock went back. The first was taken.")},
    {"end_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "At the end of the ten days the clock goes forward: the hour does not exist and one hour later was taken.")},
    {"end_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "At the end of the ten days the clock goes back: the hour comes twice and the first was taken.")},
    {"latest_end_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "At the latest possible end the clock goes forward: the hour does not exist and one hour later was taken.")},
    {"latest_end_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "At the latest possible end the clock goes back: the hour comes twice and the first was taken.")},
    {"decided_end_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "The decided end is an hour that does not exist: the clock goes forward. One hour later was taken.")},
    {"decided_end_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "The decided end is an hour that comes twice: the clock goes back. The first was taken.")},
    {"decided_end_differs", QT_TRANSLATE_NOOP("ProblemWords", "The decision states another end than ten days after imposing. The decision holds.")},
    {"shorter_than_ten_days", QT_TRANSLATE_NOOP("ProblemWords", "The decision is shorter than ten days.")},
    {"longer_than_ten_days", QT_TRANSLATE_NOOP("ProblemWords", "The decision is longer than ten days.")},
    {"decided_end_past_latest_end", QT_TRANSLATE_NOOP("ProblemWords", "The decided end is more than four weeks after imposing.")},
    {"ends_before_imposed", QT_TRANSLATE_NOOP("ProblemWords", "The decided end lies before the imposing.")},
    {"ends_inclusive", QT_TRANSLATE_NOOP("ProblemWords", "The decision says \"up to and including\": read it before you rely on the end.")},
    {"at_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "This clock time did not exist: the clock went forward. One hour later was taken.")},
    {"at_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "This clock time came twice: the clock went back. The first was taken.")},
    {"extended_end_clock_gap", QT_TRANSLATE_NOOP("ProblemWords", "The end of the extension is an hour that does not exist: the clock goes forward. One hour later was taken.")},
    {"extended_end_clock_repeated", QT_TRANSLATE_NOOP("ProblemWords", "The end of the extension is an hour that comes twice: the clock goes back. The first was taken.")},
    {"extension_end_unknown", QT_TRANSLATE_NOOP("ProblemWords", "There is an extension, but its end is not known.")},
    {"extension_before_end", QT_TRANSLATE_NOOP("ProblemWords", "The extension ends before the end it extends.")},
    {"extension_past_latest_end", QT_TRANSLATE_NOOP("ProblemWords", "With the extension the huisverbod lasts longer than four weeks.")},
    {"extension_decided_after_end", QT_TRANSLATE_NOOP("ProblemWords", "The extension was decided when the huisverbod had ended.")},
    {"extension_decided_on_end_day", QT_TRANSLATE_NOOP("ProblemWords", "The extension was decided on the day the huisverbod ended; the hour is not known.")},
    {"extension_decided_before_imposed", QT_TRANSLATE_NOOP("ProblemWords", "The extension was decided before the huisverbod was imposed.")},
    {"withdrawn_before_imposed", QT_TRANSLATE_NOOP("ProblemWords", "The withdrawal lies before the imposing.")},
    {"withdrawn_after_end", QT_TRANSLATE_NOOP("ProblemWords", "The withdrawal lies after the end.")},
    {"annulled_before_imposed", QT_TRANSLATE_NOOP("ProblemWords", "The annulment lies before the imposing.")},
    {"suspended_by_court", QT_TRANSLATE_NOOP("ProblemWords", "A court has suspended this huisverbod.")},
};

template <std::size_t count>
const char* find(const Sentence (&sentences)[count], std::string_view code)
{
    for (const Sentence& sentence : sentences)
        if (sentence.code == code) return sentence.text;
    return nullptr;
}

}  // namespace

QString errorText(const Error& error)
{
    if (error.type == "wrong_pin") {
        static const QRegularExpression number(QStringLiteral("\\d+"));
        const auto left = number.match(QString::fromStdString(error.detail));
        // In a variable of its own: lupdate never ends over a call in the place of the number.
        const int tries = left.captured(0).toInt();
        if (left.hasMatch())
            return QCoreApplication::translate("ProblemWords", "This PIN is not right. %n try(s) left.", nullptr, tries);
    }
    if (const char* text = find(kErrors, error.type)) return QCoreApplication::translate(kWords, text);
    // An answer of no server of ours, or one without a word of its own: the number is for whoever helps.
    if (error.type.starts_with("http_"))
        return QCoreApplication::translate("ProblemWords", "The server did not take this now (%1). What you wrote is saved on this device; it tries again by itself.")
            .arg(QString::fromStdString(error.type.substr(5)));
    return QCoreApplication::translate("ProblemWords", "This did not work (%1).").arg(QString::fromStdString(error.type));
}

QString ruleText(const QString& why)
{
    const char* text = find(kRules, why.toStdString());
    return QCoreApplication::translate(kWords, text != nullptr ? text : "This cannot be saved as it is.");
}

QString termProblemText(const std::string& code)
{
    if (const char* text = find(kTerms, code)) return QCoreApplication::translate(kWords, text);
    return QCoreApplication::translate("ProblemWords", "Something about the dates deserves a look (%1).")
        .arg(QString::fromStdString(code));
}

}  // namespace veldpost::viewmodels
