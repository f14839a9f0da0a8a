// What tus asks of a server, request by request, and the ranges of a download: over a whole engine, without a network.
#include "server/http/endpoints/endpoints.h"
#include "tests/unit/server/engine/file_fixture.h"

#include <future>

using namespace veldpost;
using namespace veldpost::http;
using server::BlobAddress;
using server::fileBytes;

namespace {

struct World : server::ServerWorld {
    World() : anna(*this, server::addUser(*this, "Anna", server::Role::Wijkteam)), founding(anna.foundCase("Family"))
    {
        anna.push({founding});
        Gate gate = [this](Access, const Request&) -> Result<std::any> { return std::any(anna.session); };
        dispatcher = std::make_unique<Dispatcher>(makeRouter(*engine, metrics), gate,
                                                  [](std::string_view line) { qFatal("%s", std::string(line).c_str()); },
                                                  metrics, clock, DispatcherOptions{.workers = 1, .queueLimit = 64});
    }

    Response send(const std::string& method, const std::string& path, Fields headers, std::string body = {})
    {
        Request request;
        request.method = method;
        request.headers = std::move(headers);
        request.body = std::move(body);
        std::promise<Response> answered;
        auto answer = answered.get_future();
        dispatcher->dispatch(std::move(request), path, "", Reply([&](Response response) { answered.set_value(std::move(response)); }));
        return answer.get();
    }

    // With one header changed, or taken away when its value is empty.
    Response tus(const std::string& method, const std::string& path, Fields headers, const std::string& changed = {},
                 const std::string& value = {}, std::string body = {})
    {
        headers.emplace("tus-resumable", "1.0.0");
        if (!changed.empty()) headers.erase(changed);
        if (!value.empty()) headers[changed] = value;
        return send(method, path, std::move(headers), std::move(body));
    }

    BlobAddress address(std::string_view file) const { return server::addressOf(founding.header.caseId, file); }
    Fields announcement(std::string_view file) const
    {
        return {{"upload-length", std::to_string(file.size())}, {"upload-metadata", protocol::uploadMetadata(address(file))}};
    }
    std::string begin(std::string_view file);
    void readable(const std::string& file)
    {
        server::must(server::sendFile(*this, anna, address(file), file));
        anna.push({server::nameFile(anna, founding, address(file), static_cast<std::int64_t>(file.size()))});
    }
    Response get(const std::string& file, Fields headers = {}) { return send("GET", "/v1/blobs/" + address(file).text(), std::move(headers)); }

    server::TestDevice anna;
    server::Written founding;
    Metrics metrics;
    std::unique_ptr<Dispatcher> dispatcher;
};

std::string field(const Response& response, std::string_view name)
{
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

std::string typeOf(const Response& response)
{
    return server::must(revision::readJson(response.body)).value("type", "");
}

std::string World::begin(std::string_view file)
{
    return field(tus("POST", "/v1/uploads", announcement(file)), "Location");
}

const Fields kPiece{{"content-type", "application/offset+octet-stream"}, {"upload-offset", "0"}};

}  // namespace

class UploadsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void options_sayWhatIsSpoken_toAnybody()
    {
        World world;
        const Response response = world.send("OPTIONS", "/v1/uploads", {});
        QCOMPARE(response.status, 204);
        QCOMPARE(field(response, "Tus-Version"), std::string("1.0.0"));
        QCOMPARE(field(response, "Tus-Extension"), std::string("creation,checksum,termination,expiration"));
        QCOMPARE(field(response, "Tus-Max-Size"), std::string("52428800"));
        QCOMPARE(field(response, "Tus-Checksum-Algorithm"), std::string("sha256"));
    }

    void upload_fromAnnouncementToTheEnd_saysWhereItStands()
    {
        World world;
        const std::string file = fileBytes(1000);
        const Response begun = world.tus("POST", "/v1/uploads", world.announcement(file));
        QCOMPARE(begun.status, 201);
        QCOMPARE(field(begun, "Upload-Offset"), std::string("0"));
        QCOMPARE(field(begun, "Tus-Resumable"), std::string("1.0.0"));
        // Seven days after the fixture's clock, 1'790'000'000'000.
        QCOMPARE(field(begun, "Upload-Expires"), std::string("Mon, 28 Sep 2026 14:13:20 GMT"));
        const std::string path = field(begun, "Location");
        const Response half = world.tus("PATCH", path, kPiece, "upload-checksum", protocol::uploadChecksum(crypto::sha256(file.substr(0, 400))), file.substr(0, 400));
        QCOMPARE(half.status, 204);
        QCOMPARE(field(half, "Upload-Offset"), std::string("400"));
        const Response place = world.tus("HEAD", path, {});
        QCOMPARE(place.status, 200);
        QCOMPARE(field(place, "Upload-Offset"), std::string("400"));
        QCOMPARE(field(place, "Upload-Length"), std::string("1000"));
        const Response last = world.tus("PATCH", path, kPiece, "upload-offset", "400", file.substr(400));
        QCOMPARE(last.status, 204);
        QCOMPARE(field(last, "Upload-Offset"), std::string("1000"));
        QCOMPARE(field(world.tus("POST", "/v1/uploads", world.announcement(file)), "Upload-Offset"), std::string("1000"));
        QCOMPARE(world.tus("DELETE", path, {}).status, 204);
        QCOMPARE(world.tus("HEAD", path, {}).status, 404);
    }

    void request_thatIsNotTus_isToldWhy_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* name, const char* method, const char* field, const char* value, int status, const char* type) {
            QTest::newRow(name) << QString::fromLatin1(method) << QString::fromLatin1(field) << QString::fromLatin1(value) << status << QString::fromLatin1(type);
        };
        for (const char* method : {"POST", "HEAD", "PATCH", "DELETE"}) {
            row(qPrintable(QStringLiteral("%1 without a version").arg(QLatin1String(method))), method, "tus-resumable", "", 412, "wrong_tus_version");
            row(qPrintable(QStringLiteral("%1 of another version").arg(QLatin1String(method))), method, "tus-resumable", "0.2.2", 412, "wrong_tus_version");
        }
        row("no length", "POST", "upload-length", "", 400, "bad_upload");
        row("negative", "POST", "upload-length", "-1", 400, "bad_upload");
        row("no number", "POST", "upload-length", "1e3", 400, "bad_upload");
        row("too long a number", "POST", "upload-length", "99999999999999999999", 400, "bad_upload");
        row("too large", "POST", "upload-length", "52428801", 413, "blob_too_large");
        row("no metadata", "POST", "upload-metadata", "", 400, "bad_upload");
        row("other metadata", "POST", "upload-metadata", "filename YQ==", 400, "bad_upload");
        row("other content", "PATCH", "content-type", "application/octet-stream", 415, "unsupported_media_type");
        row("no content type", "PATCH", "content-type", "", 415, "unsupported_media_type");
        row("no offset", "PATCH", "upload-offset", "", 400, "bad_upload");
        row("wrong offset", "PATCH", "upload-offset", "7", 409, "wrong_offset");
        row("unknown algorithm", "PATCH", "upload-checksum", "md5 AAAA", 400, "unknown_checksum_algorithm");
        row("wrong checksum", "PATCH", "upload-checksum", "sha256 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 460, "checksum_differs");
    }
    void request_thatIsNotTus_isToldWhy()
    {
        QFETCH(QString, method);
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(int, status);
        QFETCH(QString, type);
        World world;
        const std::string file = fileBytes(1000);
        const std::string upload = world.begin(file);
        const bool isPost = method == QStringLiteral("POST");
        const std::string path = isPost ? "/v1/uploads" : upload;
        const std::string body = method == QStringLiteral("PATCH") ? file.substr(0, 10) : "";
        const Response answer = world.tus(method.toStdString(), path, isPost ? world.announcement(file) : kPiece, field.toStdString(), value.toStdString(), body);
        QCOMPARE(answer.status, status);
        QCOMPARE(typeOf(answer), type.toStdString());
        QCOMPARE(::field(answer, "Tus-Resumable"), std::string("1.0.0"));
        QCOMPARE(::field(world.tus("HEAD", upload, {}), "Upload-Offset"), std::string("0"));
    }

    void piece_pastTheLength_ofAnUnknownUpload_orWrongInTheEnd()
    {
        World world;
        const std::string file = fileBytes(10);
        const std::string path = world.begin(file);
        QCOMPARE(world.tus("PATCH", path, kPiece, {}, {}, fileBytes(11)).status, 413);
        QCOMPARE(world.tus("PATCH", path, kPiece, {}, {}, std::string(1'048'577, 'x')).status, 413);
        QCOMPARE(world.tus("PATCH", "/v1/uploads/" + DeviceId().text(), kPiece, {}, {}, file).status, 404);
        QCOMPARE(world.tus("PATCH", "/v1/uploads/nothing", kPiece, {}, {}, file).status, 404);
        const Response wrong = world.tus("PATCH", path, kPiece, {}, {}, fileBytes(10, 2));
        QCOMPARE(wrong.status, 460);
        QCOMPARE(typeOf(wrong), std::string("blob_hash_differs"));
        QCOMPARE(world.tus("HEAD", path, {}).status, 404);
    }

    void tooManyUnfinished_areToldToWait()
    {
        World world;
        for (std::size_t i = 0; i < protocol::kUploadsPerDeviceMax; ++i) QVERIFY(!world.begin(fileBytes(10, i + 1)).empty());
        const Response answer = world.tus("POST", "/v1/uploads", world.announcement(fileBytes(10, 99)));
        QCOMPARE(answer.status, 429);
        QCOMPARE(typeOf(answer), std::string("too_many_requests"));
        QCOMPARE(field(answer, "Retry-After"), std::string("30"));
    }

    void download_byRange_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("count");
        const auto row = [](const char* range, int status, int from, int count) { QTest::newRow(range) << QString::fromLatin1(range) << status << from << count; };
        row("", 200, 0, 1000);
        row("bytes=0-", 206, 0, 1000);
        row("bytes=0-0", 206, 0, 1);
        row("bytes=10-19", 206, 10, 10);
        row("bytes=999-", 206, 999, 1);
        row("bytes=990-5000", 206, 990, 10);
        row("bytes=1000-", 416, 0, 0);
        // Not what is read here: as if it were not there.
        row("bytes=-5", 200, 0, 1000);
        row("bytes=5-4", 200, 0, 1000);
        row("bytes=0-1,5-6", 200, 0, 1000);
        row("pages=0-1", 200, 0, 1000);
        row("bytes=99999999999999999999-", 200, 0, 1000);
    }
    void download_byRange()
    {
        QFETCH(QString, range);
        QFETCH(int, status);
        QFETCH(int, from);
        QFETCH(int, count);
        World world;
        const std::string file = fileBytes(1000);
        world.readable(file);
        const Response answer = world.get(file, range.isEmpty() ? Fields{} : Fields{{"range", range.toStdString()}});
        QCOMPARE(answer.status, status);
        if (status == 416) {
            QCOMPARE(field(answer, "Content-Range"), std::string("bytes */1000"));
            return;
        }
        QVERIFY(answer.body == file.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
        QCOMPARE(field(answer, "ETag"), '"' + world.address(file).sha256.text() + '"');
        const std::string place = "bytes " + std::to_string(from) + "-" + std::to_string(from + count - 1) + "/1000";
        QCOMPARE(field(answer, "Content-Range"), status == 206 ? place : std::string());
    }

    void download_ofMoreThanAnAnswerHolds_isAPart_alsoWithoutARange()
    {
        World world;
        const std::string file = fileBytes(1'500'000);
        world.readable(file);
        const Response first = world.get(file);
        QCOMPARE(first.status, 206);
        QCOMPARE(field(first, "Content-Range"), std::string("bytes 0-1048575/1500000"));
        const std::string tag = field(first, "ETag");
        const Response rest = world.get(file, {{"range", "bytes=1048576-"}, {"if-range", tag}});
        QVERIFY(first.body + rest.body == file);
        QCOMPARE(field(world.get(file, {{"range", "bytes=5-6"}, {"if-range", "\"other\""}}), "Content-Range"), std::string("bytes 0-1048575/1500000"));
    }

    void download_ofNothing_andOfWhatIsNoAddress_areAlike()
    {
        World world;
        const Response unknown = world.get("never sent");
        QCOMPARE(unknown.status, 404);
        const std::string path = "/v1/blobs/" + world.address("x").text();
        for (const std::string& bad : {path + "0", "/v1/blobs/x/general/" + world.address("x").sha256.text(),
                                       "/v1/blobs/" + world.founding.header.caseId.text() + "/secret/" + world.address("x").sha256.text()}) {
            const Response answer = world.send("GET", bad, {});
            QCOMPARE(answer.status, 404);
            QCOMPARE(answer.body, unknown.body);
        }
        world.readable("");
        const Response empty = world.get("");
        QCOMPARE(empty.status, 200);
        QCOMPARE(empty.body, std::string());
    }

    void blobsHave_answersInTheOrderAsked()
    {
        World world;
        world.readable("a");
        const protocol::BlobsHaveRequest request{{world.address("b"), world.address("a")}};
        const Response answer = world.send("POST", "/v1/blobs/have", {{"content-type", "application/json"}}, request.toJson().dump());
        QCOMPARE(answer.status, 200);
        const auto read = protocol::BlobsHaveAnswer::fromJson(server::must(revision::readJson(answer.body)));
        QCOMPARE(server::must(read).blobs, (std::vector<bool>{false, true}));
        QCOMPARE(server::must(read).epoch, world.engine->epoch());
        QCOMPARE(world.send("POST", "/v1/blobs/have", {{"content-type", "application/json"}}, R"({"blobs":[1]})").status, 400);
    }
};

QTEST_APPLESS_MAIN(UploadsTest)
#include "uploads_test.moc"
