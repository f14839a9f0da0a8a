// I13: no plaintext of a record in any file of the world: stores, write-ahead logs, whatever lies beside them.
#include "tests/sync/checkers/local_rows.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <cstring>

namespace veldpost::sync {

namespace {

class NoPlaintext final : public Checker {
public:
    std::string_view name() const override { return "I13"; }

    void atEnd(World& world) override
    {
        constexpr std::string_view kWord = "kanarie";
        const QDir folder(QString::fromStdString(world.folder()));
        for (const QString& file : folder.entryList(QDir::Files | QDir::Hidden)) {
            QFile in(folder.filePath(file));
            VELDPOST_CHECK(in.open(QIODevice::ReadOnly));
            const QByteArray bytes = in.readAll();
            if (::memmem(bytes.constData(), static_cast<std::size_t>(bytes.size()), kWord.data(), kWord.size()) != nullptr)
                world.complain(name(), "readable in " + file.toStdString());
        }
    }
};

}  // namespace

std::unique_ptr<Checker> makeI13()
{
    return std::make_unique<NoPlaintext>();
}

}  // namespace veldpost::sync
