// A server in memory that takes revisions as they come and keeps photos by tus, on a line that breaks every so many bytes.
#pragma once

#include "client/engine/transport.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/offer.h"
#include "shared/protocol/wipe.h"

#include <deque>
#include <map>

namespace veldpost::test {

struct FakeBlobServer {
    struct Upload {
        protocol::BlobAddress address;
        std::int64_t length = 0;
        std::string bytes;
    };
    std::string epoch = "e1";
    std::map<protocol::BlobAddress, std::string> blobs;  // whole and verified
    std::map<std::string, Upload> uploads;
    std::map<protocol::BlobAddress, bool> notGiven;      // held, and not for this user
    std::map<CaseId, revision::ChainKey> chains;
    int nextUpload = 1;
    std::optional<protocol::WipeOrder> wipe;  // said in every session until its receipt came

    std::int64_t pieceBytesUp = 0;    // on the line, broken-off pieces too
    std::int64_t pieceBytesDown = 0;
    std::int64_t breakEvery = 0;      // bytes of pieces, either way; 0: never
    std::int64_t sinceBreak = 0;
    bool losesAnswers = false;        // a break comes behind the server's work, not before it
    bool refusesPieces = false;       // 413
    bool damagesPieces = false;       // once: the next piece comes over with a bit flipped
    std::vector<std::string> log;     // "PATCH", "POST /v1/push" …
    std::function<void()> onPatch;

    engine::HttpAnswer problem(int status, const std::string& type) const
    {
        engine::HttpAnswer out{.status = status, .body = R"({"type":")" + type + R"(","title":"x","detail":""})"};
        out.json = true;
        out.headers["tus-resumable"] = protocol::kTusVersion;
        return out;
    }
    static engine::HttpAnswer message(const revision::Json& json)
    {
        engine::HttpAnswer out{.status = 200, .body = revision::writeCbor(json)};
        out.cbor = true;
        return out;
    }
    static engine::HttpAnswer tus(int status, std::map<std::string, std::string, std::less<>> headers)
    {
        engine::HttpAnswer out;
        out.status = status;
        out.headers = std::move(headers);
        out.headers["tus-resumable"] = protocol::kTusVersion;
        return out;
    }
    static std::string headerOf(const engine::HttpRequest& request, const std::string& name)
    {
        for (const auto& [key, value] : request.headers)
            if (key == name) return value;
        return {};
    }

    // Nothing: the line broke.
    std::optional<engine::HttpAnswer> handle(const engine::HttpRequest& request)
    {
        log.push_back(request.method + " " + request.path.substr(0, request.path.find('?')));
        if (request.method == "PATCH") return onPiece(request);
        if (request.path.starts_with(std::string(protocol::kBlobsPath) + "/") && request.method == "GET") return onGet(request);
        if (request.path == protocol::kUploadsPath) return onCreate(request);
        if (request.method == "HEAD") return onHead(request);
        if (request.path == "/v1/session/challenge") return message(protocol::ChallengeAnswer{std::string(64, 'a')}.toJson());
        if (request.path == "/v1/session") return onSession();
        if (request.path == "/v1/have") return message(protocol::HaveAnswer{{}, "", epoch}.toJson());
        if (request.path == "/v1/push") return onPush(request);
        if (request.path == "/v1/offer/ask") return message(protocol::OfferWish{{}, {}, epoch}.toJson());
        if (request.path == protocol::kBlobsHavePath) return onHave(request);
        if (request.path == "/v1/wipe/receipt") return onWipeReceipt(request);
        VELDPOST_CHECK(request.path.starts_with("/v1/pull"));
        protocol::PullPage page;
        page.cursor = "c";
        page.epoch = epoch;
        return message(page.toJson());
    }

private:
    engine::HttpAnswer onSession() const
    {
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = epoch;
        session.leaseMs = 1'000'000'000;
        session.wipe = wipe;
        return message(session.toJson());
    }
    engine::HttpAnswer onWipeReceipt(const engine::HttpRequest& request)
    {
        const auto receipt = protocol::WipeReceipt::fromJson(protocol::readMessage(request.body, true).value());
        VELDPOST_CHECK(wipe && receipt.ok() && receipt->nonce == wipe->nonce);
        wipe.reset();
        return message(revision::Json::object());
    }
    engine::HttpAnswer onPush(const engine::HttpRequest& request) const
    {
        const auto json = protocol::readMessage(request.body, true);
        const auto items = protocol::readRevisionPage(json.value().at("revisions"));
        protocol::PushAnswer answer;
        answer.epoch = epoch;
        std::map<revision::ChainKey, protocol::Receipt> receipts;
        for (const auto& item : items.value()) {
            const auto& h = item->revision.header;
            answer.results.push_back({protocol::Outcome::Stored, "", 1, {}});
            receipts[h.chain()] = {h.caseId, h.part, h.n, item->revision.id};
        }
        for (const auto& [chain, receipt] : receipts) answer.receipts.push_back(receipt);
        return message(answer.toJson());
    }
    engine::HttpAnswer onHave(const engine::HttpRequest& request) const
    {
        const auto asked = protocol::BlobsHaveRequest::fromJson(protocol::readMessage(request.body, true).value());
        protocol::BlobsHaveAnswer answer;
        answer.epoch = epoch;
        for (const auto& address : asked->blobs) answer.blobs.push_back(blobs.contains(address));
        return message(answer.toJson());
    }
    engine::HttpAnswer onCreate(const engine::HttpRequest& request)
    {
        const auto address = protocol::parseUploadMetadata(headerOf(request, protocol::kUploadMetadata));
        const std::int64_t length = std::stoll(headerOf(request, protocol::kUploadLength));
        if (refusesPieces) return problem(413, "blob_too_large");
        if (blobs.contains(*address) || length == 0) {
            blobs[*address];
            return tus(201, {{"location", "/v1/uploads/done"}, {"upload-offset", std::to_string(length)}});
        }
        for (const auto& [id, upload] : uploads)
            if (upload.address == *address) return created(id);
        const std::string id = std::to_string(nextUpload++);
        uploads[id] = {*address, length, {}};
        return created(id);
    }
    engine::HttpAnswer created(const std::string& id)
    {
        return tus(201, {{"location", "/v1/uploads/" + id}, {"upload-offset", std::to_string(uploads[id].bytes.size())}});
    }
    Upload* uploadOf(const engine::HttpRequest& request)
    {
        const auto found = uploads.find(request.path.substr(std::string(protocol::kUploadsPath).size() + 1));
        return found == uploads.end() ? nullptr : &found->second;
    }
    engine::HttpAnswer onHead(const engine::HttpRequest& request)
    {
        const Upload* upload = uploadOf(request);
        if (upload == nullptr) return tus(404, {});
        return tus(200, {{"upload-offset", std::to_string(upload->bytes.size())}, {"upload-length", std::to_string(upload->length)}});
    }
    bool breaks(std::int64_t bytes, std::int64_t& counter)
    {
        const std::int64_t left = breakEvery - sinceBreak;
        const bool broken = breakEvery > 0 && bytes > left;
        counter += broken ? left : bytes;
        sinceBreak = broken ? 0 : sinceBreak + bytes;
        return broken;
    }
    std::optional<engine::HttpAnswer> onPiece(const engine::HttpRequest& request)
    {
        if (onPatch) onPatch();
        const bool broken = breaks(static_cast<std::int64_t>(request.body.size()), pieceBytesUp);
        if (broken && !losesAnswers) return std::nullopt;
        auto answer = store(request);
        return broken ? std::nullopt : std::optional(std::move(answer));
    }
    engine::HttpAnswer store(const engine::HttpRequest& request)
    {
        Upload* upload = uploadOf(request);
        if (upload == nullptr) return problem(404, "not_found");
        if (headerOf(request, protocol::kUploadOffset) != std::to_string(upload->bytes.size())) return problem(409, "wrong_offset");
        std::string bytes = request.body;
        if (std::exchange(damagesPieces, false)) bytes[0] = static_cast<char>(bytes[0] ^ 1);
        const auto sum = protocol::parseUploadChecksum(headerOf(request, protocol::kUploadChecksum));
        if (!sum.ok() || *sum != crypto::sha256(bytes)) return problem(460, "checksum_differs");
        upload->bytes += bytes;
        const std::string offset = std::to_string(upload->bytes.size());
        if (static_cast<std::int64_t>(upload->bytes.size()) == upload->length) {
            const bool holds = crypto::sha256(upload->bytes) == upload->address.sha256;
            if (holds) blobs[upload->address] = upload->bytes;
            uploads.erase(request.path.substr(std::string(protocol::kUploadsPath).size() + 1));
            if (!holds) return problem(460, "blob_hash_differs");
        }
        return tus(204, {{"upload-offset", offset}});
    }
    std::optional<engine::HttpAnswer> onGet(const engine::HttpRequest& request)
    {
        for (const auto& [address, bytes] : blobs) {
            if (request.path != std::string(protocol::kBlobsPath) + "/" + address.text() || notGiven.contains(address)) continue;
            const std::string range = headerOf(request, "Range").substr(6);
            const auto first = static_cast<std::size_t>(std::stoll(range));
            const auto last = std::min(static_cast<std::size_t>(std::stoll(range.substr(range.find('-') + 1))), bytes.size() - 1);
            if (first >= bytes.size()) return problem(416, "range_not_satisfiable");
            engine::HttpAnswer answer{.status = 206, .body = bytes.substr(first, last - first + 1)};
            answer.headers["content-range"] = "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(bytes.size());
            answer.headers["etag"] = "\"" + address.sha256.text() + "\"";
            if (breaks(static_cast<std::int64_t>(answer.body.size()), pieceBytesDown)) return std::nullopt;
            return answer;
        }
        return problem(404, "not_found");
    }
};

// The line to it: what was asked is answered when the test says so.
class FakeBlobLine final : public engine::Transport {
public:
    explicit FakeBlobLine(FakeBlobServer& server) : m_server(server) {}
    void send(engine::HttpRequest request, Done done) override { m_waiting.push_back({std::move(request), std::move(done)}); }
    void cancelAll() override { m_waiting.clear(); }

    bool step()
    {
        if (m_waiting.empty()) return false;
        auto [request, done] = std::move(m_waiting.front());
        m_waiting.pop_front();
        auto answer = m_server.handle(request);
        if (answer) done(std::move(*answer));
        else done(Error{ErrorKind::Unreachable, "no_connection", "", ""});
        return true;
    }
    void run()
    {
        while (step()) continue;
    }

private:
    FakeBlobServer& m_server;
    std::deque<std::pair<engine::HttpRequest, Done>> m_waiting;
};

}  // namespace veldpost::test
