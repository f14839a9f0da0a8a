#include "server/store/schema.h"

namespace veldpost::store {

namespace {

constexpr char kFirst[] =
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"

    "CREATE TABLE region ("
    " number INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),"
    " code TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL,"
    " server_user BLOB NOT NULL CHECK (length(server_user) = 16),"
    " server_device BLOB NOT NULL CHECK (length(server_device) = 16),"
    " recovery_public BLOB NOT NULL CHECK (length(recovery_public) = 32),"
    " recovery_secret BLOB NOT NULL CHECK (length(recovery_secret) = 32),"
    " last_seq INTEGER NOT NULL) STRICT;"

    "CREATE TABLE person ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " region BLOB NOT NULL CHECK (length(region) = 16),"
    " name TEXT NOT NULL,"
    " role TEXT,"
    " disabled INTEGER NOT NULL,"
    " is_server INTEGER NOT NULL,"
    " general_since INTEGER NOT NULL,"
    " medical_since INTEGER NOT NULL,"
    " reporter_since INTEGER NOT NULL,"
    " covers_since INTEGER NOT NULL,"
    " lost_parts INTEGER NOT NULL,"
    " lost_cover INTEGER NOT NULL) STRICT;"
    "CREATE INDEX person_region ON person (region, name);"

    "CREATE TABLE device ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " certificate TEXT NOT NULL,"
    " signature BLOB NOT NULL CHECK (length(signature) = 64),"
    " enrolled_at_ms INTEGER NOT NULL,"
    " last_seen_at_ms INTEGER,"
    " seen_seq INTEGER NOT NULL,"
    " revoked INTEGER NOT NULL,"
    " app_version TEXT NOT NULL DEFAULT '',"
    " unsent INTEGER) STRICT;"

    "CREATE TABLE wipe ("
    " device BLOB PRIMARY KEY CHECK (length(device) = 16),"
    " ordered TEXT NOT NULL,"
    " ordered_signature BLOB NOT NULL CHECK (length(ordered_signature) = 64),"
    " receipt TEXT,"
    " receipt_signature BLOB CHECK (length(receipt_signature) = 64),"
    " receipt_at_ms INTEGER) STRICT;"

    "CREATE TABLE recovery ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " region BLOB NOT NULL CHECK (length(region) = 16),"
    " device BLOB NOT NULL CHECK (length(device) = 16),"
    " public_key BLOB NOT NULL CHECK (length(public_key) = 32),"
    " sealed BLOB NOT NULL,"
    " token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),"
    " at_ms INTEGER NOT NULL,"
    " expires_at_ms INTEGER NOT NULL,"
    " wrong_codes INTEGER NOT NULL,"
    " approver TEXT NOT NULL,"
    " answer BLOB) STRICT;"
    "CREATE INDEX recovery_region ON recovery (region, at_ms);"

    "CREATE TABLE invitation ("
    " code_hash BLOB PRIMARY KEY CHECK (length(code_hash) = 32),"
    " person BLOB NOT NULL CHECK (length(person) = 16),"
    " expires_at_ms INTEGER NOT NULL,"
    " used_at_ms INTEGER) STRICT;"

    "CREATE TABLE chain ("
    " number INTEGER PRIMARY KEY,"
    " device BLOB NOT NULL CHECK (length(device) = 16),"
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " part INTEGER NOT NULL,"
    " n INTEGER NOT NULL,"
    " head BLOB NOT NULL CHECK (length(head) = 32)) STRICT;"
    "CREATE UNIQUE INDEX chain_key ON chain (device, case_id, part);"

    "CREATE TABLE revision ("
    " arrival INTEGER PRIMARY KEY,"
    " id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),"
    " region INTEGER NOT NULL,"
    " seq INTEGER NOT NULL,"
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " part INTEGER NOT NULL,"
    " standing INTEGER NOT NULL,"
    " record BLOB NOT NULL CHECK (length(record) = 16),"
    " kind TEXT NOT NULL,"
    " chain INTEGER NOT NULL,"
    " n INTEGER NOT NULL,"
    " received_at_ms INTEGER NOT NULL,"
    " stamp BLOB NOT NULL CHECK (length(stamp) = 16),"
    " reason TEXT NOT NULL,"
    " awaits BLOB,"
    " decision BLOB CHECK (length(decision) = 32),"
    " signature BLOB NOT NULL CHECK (length(signature) = 64),"
    " header TEXT NOT NULL,"
    " payload BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX revision_place ON revision (chain, n);"
    // Holds all that a reader who may not see the place needs to pass it over.
    "CREATE INDEX revision_seq ON revision (region, seq, case_id, part, standing);"
    "CREATE INDEX revision_case ON revision (case_id, seq);"
    "CREATE INDEX revision_record ON revision (record, case_id);"
    "CREATE INDEX revision_awaits ON revision (awaits) WHERE awaits IS NOT NULL;"
    "CREATE INDEX revision_for_people ON revision (region, seq) WHERE standing != 0 AND awaits IS NULL;"

    "CREATE TABLE dossier ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " region BLOB NOT NULL CHECK (length(region) = 16),"
    " founder BLOB NOT NULL CHECK (length(founder) = 16)) STRICT;"
    "CREATE INDEX dossier_region ON dossier (region, id);"
    "CREATE INDEX dossier_founder ON dossier (founder);"

    "CREATE TABLE member ("
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " person BLOB NOT NULL CHECK (length(person) = 16),"
    " right INTEGER NOT NULL,"
    " since_seq INTEGER NOT NULL,"
    " lost_write INTEGER NOT NULL,"
    " PRIMARY KEY (case_id, person)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX member_person ON member (person);"

    "CREATE TABLE loss ("
    " person BLOB NOT NULL CHECK (length(person) = 16),"
    " seq INTEGER NOT NULL,"
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " cause BLOB NOT NULL CHECK (length(cause) = 32),"
    " PRIMARY KEY (person, seq)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE turn ("
    " person BLOB NOT NULL CHECK (length(person) = 16),"
    " seq INTEGER NOT NULL,"
    " before TEXT NOT NULL,"
    " cause BLOB NOT NULL CHECK (length(cause) = 32),"
    " PRIMARY KEY (person, seq)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE audit ("
    " number INTEGER PRIMARY KEY,"
    " case_id BLOB CHECK (length(case_id) = 16),"
    " entry TEXT NOT NULL,"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;"
    "CREATE INDEX audit_case ON audit (case_id) WHERE case_id IS NOT NULL;"

    "CREATE TABLE blob_content ("
    " number INTEGER PRIMARY KEY,"
    " discarded INTEGER NOT NULL) STRICT;"
    "CREATE INDEX blob_discarded ON blob_content (number) WHERE discarded = 1;"

    "CREATE TABLE blob_chunk ("
    " number INTEGER PRIMARY KEY,"
    " bytes BLOB NOT NULL) STRICT;"

    "CREATE TABLE blob ("
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " part INTEGER NOT NULL,"
    " sha256 BLOB NOT NULL CHECK (length(sha256) = 32),"
    " bytes INTEGER NOT NULL,"
    " content INTEGER NOT NULL UNIQUE,"
    " seal BLOB NOT NULL CHECK (length(seal) = 32),"
    " PRIMARY KEY (case_id, part, sha256)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE blob_sender ("
    " content INTEGER NOT NULL,"
    " device BLOB NOT NULL CHECK (length(device) = 16),"
    " PRIMARY KEY (content, device)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE blob_name ("
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " part INTEGER NOT NULL,"
    " sha256 BLOB NOT NULL CHECK (length(sha256) = 32),"
    " revision BLOB NOT NULL CHECK (length(revision) = 32),"
    " PRIMARY KEY (case_id, part, sha256, revision)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE upload ("
    " id BLOB PRIMARY KEY CHECK (length(id) = 16),"
    " device BLOB NOT NULL CHECK (length(device) = 16),"
    " case_id BLOB NOT NULL CHECK (length(case_id) = 16),"
    " part INTEGER NOT NULL,"
    " sha256 BLOB NOT NULL CHECK (length(sha256) = 32),"
    " bytes INTEGER NOT NULL,"
    " at_byte INTEGER NOT NULL CHECK (at_byte BETWEEN 0 AND bytes),"
    " expires_at_ms INTEGER NOT NULL,"
    " content INTEGER NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX upload_address ON upload (device, sha256, case_id, part);"
    "CREATE INDEX upload_end ON upload (expires_at_ms);";

constexpr storage::Migration kMigrations[] = {
    {1, "first tables", kFirst},
};

}  // namespace

std::span<const storage::Migration> migrations()
{
    return kMigrations;
}

}  // namespace veldpost::store
