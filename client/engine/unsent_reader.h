// Reads the sealed file of a wiped device frame by frame, to give it in at the server. What is in the frames only the
// server can read.
#pragma once

#include "shared/protocol/unsent_file.h"

#include <filesystem>
#include <fstream>
#include <optional>

namespace veldpost::engine {

class UnsentReader {
public:
    // Errors: file_not_read, bad_unsent_file (Malformed).
    static Result<UnsentReader> open(const std::filesystem::path& file);

    // The next frame; nothing behind the last. Error `bad_unsent_file`: the file is cut off or damaged here.
    Result<std::optional<protocol::UnsentRequest>> next();
    const protocol::UnsentHead& head() const { return m_head; }

private:
    UnsentReader(std::ifstream file, protocol::UnsentHead head) : m_file(std::move(file)), m_head(std::move(head)) {}

    std::ifstream m_file;
    protocol::UnsentHead m_head;
    std::int64_t m_index = 0;
};

}  // namespace veldpost::engine
