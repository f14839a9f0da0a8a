// Where the passphrase comes from: a file, or the terminal with echo off. Never an argument, never the environment.
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/secret.h"

#include <string>

namespace veldpost::cli {

// Overwritten when it goes.
class Passphrase {
public:
    Passphrase() = default;
    explicit Passphrase(std::string text) : m_text(std::move(text)) {}
    ~Passphrase() { crypto::wipeText(m_text); }
    Passphrase(Passphrase&& other) noexcept : m_text(std::move(other.m_text)) { crypto::wipeText(other.m_text); }
    Passphrase& operator=(Passphrase&&) = delete;
    Passphrase(const Passphrase&) = delete;
    Passphrase& operator=(const Passphrase&) = delete;
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

// From `file` when it is named, else asked for on the terminal. The line end behind it does not belong to it.
// Errors (Usage): `no_passphrase` (no file, no terminal, or nothing in it), `passphrase_file_not_read`.
Result<Passphrase> readPassphrase(const std::string& file, const std::string& prompt);

// A new one: asked for twice on the terminal. Error `passphrases_differ` (Usage) too.
Result<Passphrase> readNewPassphrase(const std::string& file);

}  // namespace veldpost::cli
