#include "client/engine/schema.h"

namespace veldpost::engine {

namespace {

constexpr storage::Migration kMigrations[] = {
    {1, "first tables", R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE revisions(
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
  record BLOB NOT NULL, case_id BLOB NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL,
  device BLOB NOT NULL, user BLOB NOT NULL, n INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  header BLOB NOT NULL, payload BLOB, signature BLOB NOT NULL,
  received_at INTEGER, stamp BLOB,
  status INTEGER NOT NULL DEFAULT 0, reason TEXT, checked INTEGER NOT NULL DEFAULT 1);
CREATE INDEX revisions_by_record ON revisions(record);
CREATE UNIQUE INDEX revisions_by_chain ON revisions(device, case_id, part, n);
CREATE INDEX revisions_not_live ON revisions(status) WHERE status != 0;
CREATE INDEX revisions_unchecked ON revisions(seq) WHERE checked = 0;

CREATE TABLE records(
  rid INTEGER PRIMARY KEY,
  record BLOB NOT NULL, case_id BLOB NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL,
  first_at INTEGER NOT NULL, first_id BLOB NOT NULL, last_at INTEGER NOT NULL,
  author BLOB NOT NULL, last_author BLOB NOT NULL, revisions INTEGER NOT NULL,
  only_seq INTEGER, state TEXT,
  conflicts INTEGER NOT NULL DEFAULT 0, retracted INTEGER NOT NULL DEFAULT 0,
  newer INTEGER NOT NULL DEFAULT 0, indexed INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX records_key ON records(record, case_id, part, kind);
CREATE INDEX records_by_case ON records(case_id, first_at, first_id, kind, conflicts, last_at);
CREATE INDEX records_of_cases ON records(case_id) WHERE kind = 'case';
CREATE INDEX records_in_conflict ON records(conflicts) WHERE conflicts > 0;
CREATE INDEX records_unindexed ON records(rid) WHERE indexed = 0;
CREATE VIRTUAL TABLE records_fts USING fts5(text, content='', contentless_delete=1, detail='none',
  prefix='1 2 3', tokenize='ascii');

CREATE TABLE chains(device BLOB NOT NULL, case_id BLOB NOT NULL, part INTEGER NOT NULL,
  n INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY(device, case_id, part)) WITHOUT ROWID;
CREATE TABLE receipts(case_id BLOB NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL, id BLOB NOT NULL,
  PRIMARY KEY(case_id, part)) WITHOUT ROWID;
CREATE TABLE certificates(device BLOB PRIMARY KEY, bytes BLOB NOT NULL, signature BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE people(user BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, disabled INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE drafts(draft BLOB PRIMARY KEY, case_id BLOB NOT NULL, record BLOB, kind TEXT NOT NULL,
  part INTEGER NOT NULL, opened_on TEXT NOT NULL, fields TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
  updated_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE purged(case_id BLOB NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(case_id, part)) WITHOUT ROWID;
CREATE TABLE waiting(
  id INTEGER PRIMARY KEY,
  revision BLOB NOT NULL UNIQUE CHECK(length(revision) = 32), own INTEGER NOT NULL,
  case_id BLOB NOT NULL, part INTEGER NOT NULL, record BLOB NOT NULL, kind TEXT NOT NULL,
  user BLOB NOT NULL, device BLOB NOT NULL, at_ms INTEGER NOT NULL, received_at INTEGER,
  reason TEXT NOT NULL, state INTEGER NOT NULL, may_decide INTEGER NOT NULL, round INTEGER NOT NULL, payload BLOB,
  decided_by BLOB, decided_at INTEGER, decision_reason TEXT, decision BLOB, verdict TEXT);
CREATE INDEX waiting_own ON waiting(state) WHERE own = 1;
CREATE TABLE chain_notes(device BLOB NOT NULL, case_id BLOB NOT NULL, part INTEGER NOT NULL, n INTEGER NOT NULL,
  what TEXT NOT NULL, noted_at INTEGER NOT NULL, PRIMARY KEY(device, case_id, part, n, what)) WITHOUT ROWID;

CREATE TABLE blobs(
  blob INTEGER PRIMARY KEY,
  case_id BLOB NOT NULL, part INTEGER NOT NULL, sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
  bytes INTEGER NOT NULL, here INTEGER NOT NULL DEFAULT 0, whole INTEGER NOT NULL DEFAULT 0,
  own INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, leaving INTEGER NOT NULL DEFAULT 0, upload TEXT);
CREATE UNIQUE INDEX blobs_address ON blobs(case_id, part, sha256);
CREATE INDEX blobs_not_held ON blobs(blob) WHERE held = 0;
CREATE INDEX blobs_not_whole ON blobs(blob) WHERE whole = 0;
CREATE TABLE blob_pieces(piece INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE blob_previews(blob INTEGER PRIMARY KEY, jpeg BLOB);
CREATE TABLE blob_refs(record BLOB NOT NULL, case_id BLOB NOT NULL, part INTEGER NOT NULL, of_record BLOB NOT NULL,
  sha256 BLOB NOT NULL, PRIMARY KEY(record, case_id, part)) WITHOUT ROWID;
CREATE INDEX blob_refs_of_record ON blob_refs(of_record, case_id, part);
CREATE INDEX blob_refs_of_blob ON blob_refs(case_id, part, sha256);
)sql"},
};

}  // namespace

std::span<const storage::Migration> clientMigrations()
{
    return kMigrations;
}

}  // namespace veldpost::engine
