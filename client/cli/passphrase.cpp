#include "client/cli/passphrase.h"

#include "client/cli/inputs.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace veldpost::cli {

namespace {

constexpr std::size_t kFileBytesMax = 4096;

volatile std::sig_atomic_t interruptedBy = 0;

void noteSignal(int number) { interruptedBy = number; }

Error noPassphrase(const char* detail)
{
    return {ErrorKind::Usage, "no_passphrase", "A passphrase is needed", detail};
}

// Echo off while it lives. Signals only interrupt the reading, so that the terminal is never left without echo.
class SilentTerminal {
public:
    SilentTerminal()
    {
        struct sigaction action {};
        action.sa_handler = noteSignal;
        for (std::size_t i = 0; i < kCount; ++i) ::sigaction(kSignals[i], &action, &m_before[i]);
        m_ok = ::tcgetattr(STDIN_FILENO, &m_saved) == 0;
        termios silent = m_saved;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (m_ok) m_ok = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal()
    {
        if (m_ok) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_saved);
        for (std::size_t i = 0; i < kCount; ++i) ::sigaction(kSignals[i], &m_before[i], nullptr);
        std::fputs("\n", stderr);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    bool isSilent() const { return m_ok; }

private:
    static constexpr std::size_t kCount = 3;
    static constexpr int kSignals[kCount] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction m_before[kCount];
    termios m_saved{};
    bool m_ok = false;
};

// One line without its end. Longer than any passphrase may be: cut off at the limit, and refused for its length later.
std::string readTerminalLine()
{
    std::string line;
    char c = 0;
    while (line.size() < kFileBytesMax && interruptedBy == 0) {
        const ssize_t got = ::read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || c == '\n') break;
        line.push_back(c);
    }
    return line;
}

Result<Passphrase> askOnTerminal(const std::string& prompt)
{
    if (::isatty(STDIN_FILENO) == 0)
        return noPassphrase("Name its file with --passphrase-file or VELDPOST_PASSPHRASE_FILE, or use a terminal.");
    std::fputs(prompt.c_str(), stderr);
    interruptedBy = 0;
    std::string line;
    {
        const SilentTerminal terminal;
        if (!terminal.isSilent()) return noPassphrase("The terminal does not let the echo be switched off.");
        line = readTerminalLine();
    }
    Passphrase passphrase(std::move(line));
    if (interruptedBy != 0) {
        std::raise(interruptedBy);
        return noPassphrase("It was broken off.");
    }
    if (passphrase.text().empty()) return noPassphrase("Nothing was typed.");
    return passphrase;
}

Result<Passphrase> readFromFile(const std::string& file)
{
    auto content = readInput(file, kFileBytesMax);
    if (!content.ok())
        return Error{ErrorKind::Usage, "passphrase_file_not_read", "The file with the passphrase cannot be read",
                     content.error().type};
    std::string& text = *content;
    for (const char end : {'\n', '\r'})
        if (!text.empty() && text.back() == end) text.pop_back();
    Passphrase passphrase(std::move(text));
    if (passphrase.text().empty()) return noPassphrase("Its file is empty.");
    return passphrase;
}

}  // namespace

Result<Passphrase> readPassphrase(const std::string& file, const std::string& prompt)
{
    return file.empty() ? askOnTerminal(prompt) : readFromFile(file);
}

Result<Passphrase> readNewPassphrase(const std::string& file)
{
    if (!file.empty()) return readFromFile(file);
    VELDPOST_ASSIGN(Passphrase first, askOnTerminal("New passphrase (15 characters or more): "));
    VELDPOST_ASSIGN(const Passphrase second, askOnTerminal("The same again: "));
    if (first.text() != second.text())
        return Error{ErrorKind::Usage, "passphrases_differ", "The two passphrases are not the same", "Nothing was changed."};
    return first;
}

}  // namespace veldpost::cli
