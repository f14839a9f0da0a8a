#include "shared/revision/json.h"

#include <vector>

namespace veldpost::revision {

namespace {

// Builds the value while the rules hold; a refused event ends the parse. One handler serves JSON and CBOR, so
// both carry the same model and nothing else.
class StrictHandler final : public nlohmann::json_sax<Json> {
public:
    StrictHandler(const JsonLimits& limits, bool fromCbor) : m_limits(limits), m_fromCbor(fromCbor) {}

    bool null() override { return put(Json(nullptr)); }
    bool boolean(bool value) override { return put(Json(value)); }

    bool number_integer(number_integer_t value) override
    {
        // JSON text reaches here only with a sign: a value that is not negative was "-0".
        if (value >= 0) return refuse("negative zero");
        if (value < -kIntegerMax) return refuse("integer out of range");
        return put(Json(value));
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<std::uint64_t>(kIntegerMax)) return refuse("integer out of range");
        return put(Json(static_cast<std::int64_t>(value)));
    }

    bool number_float(number_float_t, const string_t&) override { return refuse("not an integer"); }
    bool binary(binary_t&) override { return refuse("byte string"); }

    bool string(string_t& value) override
    {
        if (value.size() > m_limits.stringBytesMax) return refuse("string too long", true);
        if (m_fromCbor && !isValidUtf8(value)) return refuse("invalid UTF-8");
        return put(Json(std::move(value)));
    }

    bool key(string_t& value) override
    {
        if (value.size() > m_limits.stringBytesMax) return refuse("key too long");
        for (const char c : value)
            if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e)
                return refuse("key is not ASCII");
        if (m_open.back()->contains(value)) return refuse("duplicate key");
        if (!count()) return false;
        m_key = std::move(value);
        return true;
    }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t, const std::string&, const Json::exception&) override
    {
        return m_reason.empty() ? refuse("not well-formed") : false;
    }

    const std::string& reason() const { return m_reason; }
    bool tooLarge() const { return m_tooLarge; }
    Json take() { return std::move(m_root); }

private:
    bool refuse(const char* reason, bool tooLarge = false)
    {
        m_reason = reason;
        m_tooLarge = tooLarge;
        return false;
    }

    bool count() { return ++m_values <= m_limits.valuesMax || refuse("too many values", true); }

    Json* place(Json&& value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Json& parent = *m_open.back();
        if (parent.is_array()) return &parent.get_ref<Json::array_t&>().emplace_back(std::move(value));
        return &(parent.get_ref<Json::object_t&>()[m_key] = std::move(value));
    }

    bool put(Json&& value)
    {
        if (!count()) return false;
        place(std::move(value));
        return true;
    }

    bool open(Json&& container)
    {
        if (m_open.size() >= m_limits.nestingMax) return refuse("nested too deep");
        if (!count()) return false;
        m_open.push_back(place(std::move(container)));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    JsonLimits m_limits;
    bool m_fromCbor;
    Json m_root;
    std::vector<Json*> m_open;  // containers not yet closed; stable: a parent grows only after its last child closed
    std::string m_key;
    std::size_t m_values = 0;
    std::string m_reason;
    bool m_tooLarge = false;
};

// Walks over the heads of CBOR items (RFC 8949 §3), one behind the other. The library's reader calls itself for every
// piece of a string of unknown length, before any handler is asked: a run of 0x7f would end the process.
const char* cborRefusal(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const auto head = static_cast<unsigned char>(bytes[at++]);
        const unsigned major = head >> 5, info = head & 0x1f;
        if (major == 2) return "byte string";
        if (major == 6) return "tag";
        if (major == 3 && info == 31) return "string in pieces";
        std::uint64_t argument = info;
        if (info >= 24 && info <= 27) {
            const std::size_t width = std::size_t{1} << (info - 24);
            if (bytes.size() - at < width) return "not well-formed";
            argument = 0;
            for (std::size_t i = 0; i < width; ++i) argument = argument << 8 | static_cast<unsigned char>(bytes[at++]);
        }
        if (major != 3) continue;
        if (bytes.size() - at < argument) return "not well-formed";
        at += argument;
    }
    return nullptr;
}

Result<Json> read(std::string_view bytes, const JsonLimits& limits, Json::input_format_t format)
{
    StrictHandler handler(limits, format == Json::input_format_t::cbor);
    bool ok = false;
    // nlohmann skips a byte-order mark without a word, and takes a NUL for the end of the text whatever follows.
    const bool misread = format == Json::input_format_t::json &&
                         (bytes.starts_with("\xef\xbb\xbf") || bytes.find('\0') != std::string_view::npos);
    try {
        ok = !misread && Json::sax_parse(bytes.begin(), bytes.end(), &handler, format);
    } catch (const Json::exception&) {
        ok = false;  // lengths beyond memory, reported by the reader as exceptions
    }
    if (ok) return handler.take();
    const std::string reason = handler.reason().empty() ? "not well-formed" : handler.reason();
    if (handler.tooLarge()) return Error{ErrorKind::TooLarge, "too_large", "The data is over a limit", reason};
    return Error{ErrorKind::Malformed, "malformed_json", "The data is not I-JSON", reason};
}

}  // namespace

Result<Json> readJson(std::string_view text, const JsonLimits& limits)
{
    return read(text, limits, Json::input_format_t::json);
}

Result<Json> readCbor(std::string_view bytes, const JsonLimits& limits)
{
    if (const char* reason = cborRefusal(bytes))
        return Error{ErrorKind::Malformed, "malformed_json", "The data is not I-JSON", reason};
    return read(bytes, limits, Json::input_format_t::cbor);
}

std::string canonicalText(const Json& value)
{
    // nlohmann escapes exactly as RFC 8785 §3.2.2.2 asks: \b \t \n \f \r \" \\ and \u00xx in lower case.
    return value.dump(-1, ' ', false, Json::error_handler_t::strict);
}

std::string writeCbor(const Json& value)
{
    std::string out;
    Json::to_cbor(value, out);
    return out;
}

bool isValidUtf8(std::string_view text)
{
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = p + text.size();
    while (p < end) {
        if (*p < 0x80) {
            ++p;
            continue;
        }
        const int extra = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
        if (*p < 0xc2 || *p > 0xf4 || end - p <= extra) return false;
        for (int i = 1; i <= extra; ++i)
            if ((p[i] & 0xc0) != 0x80) return false;
        if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) || (*p == 0xf0 && p[1] < 0x90) ||
            (*p == 0xf4 && p[1] > 0x8f))
            return false;
        p += extra + 1;
    }
    return true;
}

}  // namespace veldpost::revision
