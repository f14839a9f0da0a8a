// Photos through the proxy to the real server: what was answered is there after a kill -9, what comes back is what was
// sent, and nothing of it lies in the open on the way.
#include "shared/crypto/hash.h"
#include "shared/crypto/sign.h"
#include "shared/model/records.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"
#include "tests/support/nginx_proxy.h"
#include "tests/support/raw_tls_client.h"
#include "tests/support/real_server.h"

#include <QDirIterator>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::testing;
using revision::Json;

namespace {

constexpr std::int64_t kPiece = protocol::kBlobPieceBytesMax;
const std::string kCanary = "a canary that must not lie in the open";

QString word(const char* text) { return QString::fromUtf8(text); }

template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

// A device that speaks HTTP by hand.
class WireDevice {
public:
    WireDevice(const RealServer& server, const NginxProxy& proxy) : m_proxy(proxy)
    {
        const QString user = server.admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), word("Noor"),
                                           word("--role"), word("wijkteam")}).json().value(word("user")).toString();
        const QString code = server.admin({word("device"), word("invite"), word("--user"), user}).json().value(word("code")).toString();
        const Json enrolled = post("/v1/enrol", protocol::EnrolRequest{code.toStdString(), m_key.publicKey()}.toJson());
        m_certificate = must(protocol::EnrolAnswer::fromJson(enrolled)).certificate;
        openSession();
    }

    void openSession()
    {
        m_token.clear();
        const Json challenge = post("/v1/session/challenge", protocol::ChallengeRequest{m_certificate.device}.toJson());
        const std::string text = challenge["challenge"].get<std::string>();
        const auto signature = m_key.signFor(crypto::Purpose::Session, protocol::sessionBytes(m_certificate.device, text));
        m_token = QByteArray::fromStdString(
            post("/v1/session", protocol::SessionRequest{m_certificate.device, text, signature}.toJson())["token"].get<std::string>());
    }

    // Founds a case with a file that belongs to it; the results of the push.
    Json foundCase(const std::string& file)
    {
        revision::Header header;
        header.region = m_certificate.region;
        header.record = makeUuid7<RecordId>(1'790'000'000'000, m_random);
        header.caseId = revision::foundedCaseId(header.region, m_certificate.user, header.record);
        header.kind = model::kCase;
        header.user = m_certificate.user;
        header.device = m_certificate.device;
        const RecordId founded = header.record;
        protocol::RevisionPageWriter page;
        const auto founding = sign(header, {{"title", "Family"}});
        page.add(founding);
        header.n = 2;
        header.prev = founding.id;
        header.kind = model::kBlobRef;
        header.record = makeUuid7<RecordId>(1'790'000'000'001, m_random);
        m_address = {header.caseId, revision::Part::General, crypto::sha256(file)};
        page.add(sign(header, model::BlobRef{founded, m_address.sha256, static_cast<std::int64_t>(file.size()), {}, {}}.toSet()));
        return post("/v1/push", protocol::pushJson(std::move(page)))["results"];
    }

    const protocol::BlobAddress& address() const { return m_address; }

    RawAnswer send(const QByteArray& method, const QByteArray& path, const QByteArray& headers = {}, const QByteArray& body = {})
    {
        QByteArray bytes = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers;
        if (!m_token.isEmpty()) bytes += "Authorization: Bearer " + m_token + "\r\n";
        if (!body.isEmpty() || method == "POST" || method == "PATCH") bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        return exchange(m_proxy.port(), m_proxy.caFile(), bytes + "\r\n" + body, 30'000);
    }

    RawAnswer tus(const QByteArray& method, const QByteArray& path, const QByteArray& headers = {}, const QByteArray& body = {})
    {
        return send(method, path, "Tus-Resumable: 1.0.0\r\n" + headers, body);
    }

    RawAnswer begin(std::int64_t bytes)
    {
        return tus("POST", "/v1/uploads", "Upload-Length: " + QByteArray::number(static_cast<qint64>(bytes)) + "\r\nUpload-Metadata: " +
                                              QByteArray::fromStdString(protocol::uploadMetadata(m_address)) + "\r\n");
    }

    RawAnswer piece(const QByteArray& path, std::int64_t offset, const std::string& bytes)
    {
        return tus("PATCH", path, "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " +
                                      QByteArray::number(static_cast<qint64>(offset)) + "\r\nUpload-Checksum: " +
                                      QByteArray::fromStdString(protocol::uploadChecksum(crypto::sha256(bytes))) + "\r\n",
                   QByteArray::fromStdString(bytes));
    }

    Json post(const QByteArray& path, const Json& body)
    {
        const RawAnswer answer = send("POST", path, "Content-Type: application/json\r\n", QByteArray::fromStdString(body.dump()));
        return must(revision::readJson(answer.body().toStdString()));
    }

private:
    revision::SignedRevision sign(const revision::Header& header, const Json& set)
    {
        const revision::Payload payload{revision::makeSalt(m_random), set, {}};
        return revision::signRevision(header, payload.canonicalBytes(), m_key);
    }

    const NginxProxy& m_proxy;
    SeededRandom m_random{11};
    crypto::SigningKey m_key = crypto::SigningKey::generate(m_random);
    protocol::Certificate m_certificate;
    protocol::BlobAddress m_address;
    QByteArray m_token;
};

QByteArray field(const RawAnswer& answer, const char* name)
{
    const QByteArray head = answer.bytes.left(answer.bytes.indexOf("\r\n\r\n") + 2);
    const auto at = head.toLower().indexOf("\r\n" + QByteArray(name).toLower() + ": ");
    if (at < 0) return {};
    const auto from = at + 4 + static_cast<qsizetype>(qstrlen(name));
    return head.mid(from, head.indexOf("\r\n", from) - from);
}

std::string photo(std::size_t bytes)
{
    SeededRandom random(3);
    std::string out(bytes, '\0');
    random.fill(std::span(reinterpret_cast<std::uint8_t*>(out.data()), out.size()));
    for (std::size_t at = 1000; at + kCanary.size() < bytes; at += 50'000) out.replace(at, kCanary.size(), kCanary);
    return out;
}

// Files below the folder that hold the canary.
QStringList filesWithCanary(const QString& folder)
{
    QStringList out;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(QByteArray::fromStdString(kCanary))) out.append(file.fileName());
    }
    return out;
}

}  // namespace

class UploadsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void photo_survivesAKilledServer_inTheMiddle_andComesBackWhole()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        NginxProxy proxy;
        QVERIFY2(proxy.start(server.address(), {.logsWarnings = true}), qPrintable(proxy.error()));
        WireDevice device(server, proxy);
        const std::string file = photo(2'500'000);
        const auto size = static_cast<std::int64_t>(file.size());
        for (const Json& result : device.foundCase(file)) QCOMPARE(result["result"], Json("stored"));

        const RawAnswer begun = device.begin(size);
        QCOMPARE(begun.status, 201);
        QCOMPARE(field(begun, "Upload-Offset"), QByteArray("0"));
        const QByteArray path = field(begun, "Location");
        QVERIFY(path.startsWith("/v1/uploads/"));
        // The largest piece there is, then the power goes.
        const RawAnswer first = device.piece(path, 0, file.substr(0, kPiece));
        QCOMPARE(first.status, 204);
        QCOMPARE(field(first, "Upload-Offset"), QByteArray("1048576"));
        server.kill();
        QVERIFY2(server.restart(), qPrintable(server.why()));
        QCOMPARE(device.tus("HEAD", path).status, 401);
        device.openSession();
        const RawAnswer place = device.tus("HEAD", path);
        QCOMPARE(place.status, 200);
        QCOMPARE(field(place, "Upload-Offset"), QByteArray("1048576"));
        QCOMPARE(field(place, "Upload-Length"), QByteArray("2500000"));
        QCOMPARE(device.begin(size).status, 201);
        QCOMPARE(field(device.begin(size), "Location"), path);
        QCOMPARE(device.piece(path, kPiece, file.substr(kPiece, kPiece)).status, 204);
        QCOMPARE(device.piece(path, 2 * kPiece, file.substr(2 * kPiece)).status, 204);
        QCOMPARE(field(device.begin(size), "Upload-Offset"), QByteArray("2500000"));
        QCOMPARE(device.post("/v1/blobs/have", protocol::BlobsHaveRequest{{device.address()}}.toJson())["blobs"], Json({true}));

        std::string back;
        while (back.size() < file.size()) {
            const RawAnswer part = device.send("GET", "/v1/blobs/" + QByteArray::fromStdString(device.address().text()),
                                               "Range: bytes=" + QByteArray::number(static_cast<qint64>(back.size())) + "-\r\n");
            QCOMPARE(part.status, 206);
            QVERIFY(field(part, "Cache-Control") == "no-store");
            back += part.body().toStdString();
        }
        QVERIFY(back == file);

        const QJsonObject report = server.admin({word("verify")}).json();
        QCOMPARE(report.value(word("blobs")).toInt(), 1);
        QCOMPARE(report.value(word("bad")).toArray().size(), 0);
        const CliResult copy = server.admin({word("backup"), server.data() + word("/../copy.db")});
        QCOMPARE(copy.exitCode, 0);
        QVERIFY2(!proxy.errorLog().contains("buffered to a temporary file"), proxy.errorLog().constData());
        QCOMPARE(filesWithCanary(server.data() + word("/..")), QStringList());
        QCOMPARE(filesWithCanary(proxy.folder().path()), QStringList());
        QCOMPARE(server.stop(), 0);
    }

    void wrongRequests_areRefusedThroughTheProxy_andCostTheUploadNothing()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        NginxProxy proxy;
        QVERIFY2(proxy.start(server.address()), qPrintable(proxy.error()));
        WireDevice device(server, proxy);
        const std::string file = photo(10'000);
        device.foundCase(file);
        const QByteArray path = field(device.begin(10'000), "Location");
        QCOMPARE(device.piece(path, 0, file.substr(0, 4000)).status, 204);
        QCOMPARE(device.send("OPTIONS", "/v1/uploads").status, 204);
        QCOMPARE(device.begin(protocol::kBlobBytesMax + 1).status, 413);
        const QByteArray piece = "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 4000\r\n";
        QCOMPARE(device.tus("PATCH", path, piece, QByteArray(kPiece + 1, 'x')).status, 413);
        QCOMPARE(device.tus("PATCH", path, piece + "Upload-Checksum: sha256 " + QByteArray(32, 'x').toBase64() + "\r\n", "xyz").status, 460);
        QCOMPARE(device.piece(path, 0, file.substr(0, 4000)).status, 409);
        QCOMPARE(device.send("PATCH", path, piece, "x").status, 412);
        QCOMPARE(device.tus("PATCH", path, "Content-Type: text/plain\r\nUpload-Offset: 4000\r\n", "x").status, 415);
        QCOMPARE(field(device.tus("HEAD", path), "Upload-Offset"), QByteArray("4000"));
        QCOMPARE(device.piece(path, 4000, std::string(6000, 'x')).status, 460);
        QCOMPARE(device.tus("HEAD", path).status, 404);
        QCOMPARE(device.send("GET", "/v1/blobs/" + QByteArray::fromStdString(device.address().text())).status, 404);
        const QByteArray second = field(device.begin(10'000), "Location");
        QVERIFY(second != path);
        QCOMPARE(device.piece(second, 0, file).status, 204);
        QCOMPARE(device.tus("DELETE", second).status, 204);
        QCOMPARE(device.send("GET", "/v1/blobs/" + QByteArray::fromStdString(device.address().text())).status, 200);
        QCOMPARE(server.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(UploadsTest)
#include "uploads_test.moc"
