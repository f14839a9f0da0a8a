// One job of the peer in a process of its own, as veldpost-bench has its children: PouchDB with LevelDB, against a
// pouchdb-server that packaging/bench started. The job is one JSON object in the argument, the answer one line of JSON.
"use strict";

const fs = require("fs");
const crypto = require("crypto");
const PouchDB = require("pouchdb");

// Of 100, the default, 500 and 1,000 the one with which it replicates these notes fastest.
const BATCH = { batch_size: 1000, batches_limit: 2 };
const DOCUMENTS_A_CALL = 1000;
const PAUSE_MS = 10; // between two saves: somebody types
const ROUND_MS_MAX = 10000;

const linesOf = (file) => fs.readFileSync(file, "utf8").split("\n").filter((line) => line !== "");

let atMs = 1790000000000;

// As an app would keep a note: nothing more than it needs; one a minute.
function documentOf(text, caseId) {
  atMs += 60000;
  return { _id: crypto.randomUUID(), kind: "note", case: caseId, author: "writer", at: atMs, text };
}

function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1];
}

function expectDocuments(info, count) {
  if (info.doc_count !== count) throw new Error(`${info.doc_count} documents instead of ${count} in ${info.db_name}`);
}

async function fill({ home, notes, cases }) {
  const db = new PouchDB(home);
  const texts = linesOf(notes);
  const perCase = Math.ceil(texts.length / cases);
  const caseIds = Array.from({ length: cases }, () => crypto.randomUUID());
  const documents = texts.map((text, i) => documentOf(text, caseIds[Math.floor(i / perCase)]));
  for (let i = 0; i < documents.length; i += DOCUMENTS_A_CALL) {
    const results = await db.bulkDocs(documents.slice(i, i + DOCUMENTS_A_CALL));
    const bad = results.find((result) => !result.ok);
    if (bad) throw new Error(JSON.stringify(bad));
  }
  expectDocuments(await db.info(), texts.length);
  await db.close();
  return { notes: texts.length };
}

// PouchDB has no way to ask for it: LevelDB's log, which holds what was put, is synced beside it.
function syncLog(home) {
  for (const name of fs.readdirSync(home).filter((name) => name.endsWith(".log"))) {
    const file = fs.openSync(`${home}/${name}`, "r+");
    fs.fdatasyncSync(file);
    fs.closeSync(file);
  }
}

async function save({ home, notes, durable }) {
  const db = new PouchDB(home);
  await db.info(); // opened before the clock starts
  const times = [];
  for (const text of linesOf(notes)) {
    const document = documentOf(text, "now");
    const begin = performance.now();
    await db.put(document);
    if (durable) syncLog(home);
    times.push(performance.now() - begin);
  }
  await db.close();
  return { p50_ms: percentile(times, 50), p95_ms: percentile(times, 95) };
}

// One replication until all is there; a second one that moves nothing proves it.
async function replicated(from, to, count) {
  const begin = performance.now();
  const result = await PouchDB.replicate(from, to, BATCH);
  const ms = performance.now() - begin;
  if (!result.ok || result.docs_written !== count) throw new Error(JSON.stringify(result));
  const again = await PouchDB.replicate(from, to, BATCH);
  if (again.docs_written !== 0) throw new Error("a second replication still had something to do");
  return { ms };
}

async function push({ home, remote, count }) {
  const db = new PouchDB(home);
  await db.info();
  const answer = await replicated(db, new PouchDB(remote), count);
  await db.close();
  return answer;
}

async function pull({ home, remote, count }) {
  const db = new PouchDB(home);
  await db.info();
  const answer = await replicated(new PouchDB(remote), db, count);
  expectDocuments(await db.info(), count);
  await db.close();
  return answer;
}

const caughtUp = (replication) =>
  new Promise((resolve, reject) => {
    replication.once("paused", (error) => (error ? reject(error) : resolve()));
    replication.once("error", reject);
  });

// Writer and reader in one process, so that one clock times both: from before the save until the reader's store has it.
async function live({ writer, reader, remote, notes }) {
  const from = new PouchDB(writer);
  const to = new PouchDB(reader);
  const up = from.replicate.to(new PouchDB(remote), { live: true });
  const down = to.replicate.from(new PouchDB(remote), { live: true });
  await Promise.all([caughtUp(up), caughtUp(down)]);
  const times = [];
  for (const text of linesOf(notes)) {
    const document = documentOf(text, "now");
    let guard;
    const arrived = new Promise((resolve, reject) => {
      guard = setTimeout(() => reject(new Error("a save did not arrive in ten seconds")), ROUND_MS_MAX);
      const look = (change) => {
        if (!change.docs.some((doc) => doc._id === document._id)) return;
        down.off("change", look);
        resolve();
      };
      down.on("change", look);
    });
    const begin = performance.now();
    await from.put(document);
    await arrived;
    times.push(performance.now() - begin);
    clearTimeout(guard);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  up.cancel();
  down.cancel();
  return { p50_ms: percentile(times, 50), p95_ms: percentile(times, 95) };
}

async function versions() {
  const of = (name) => require(`${name}/package.json`).version;
  return { pouchdb: PouchDB.version, "pouchdb-server": of("pouchdb-server"), node: process.versions.node };
}

const jobs = { fill, save, push, pull, live, versions };

async function main() {
  const job = JSON.parse(process.argv[2]);
  const answer = await jobs[job.job](job);
  process.stdout.write(JSON.stringify(answer) + "\n", () => process.exit(0)); // a cancelled long-poll may still be open
}

main().catch((error) => {
  process.stderr.write(`${error.stack || error}\n`, () => process.exit(1));
});
