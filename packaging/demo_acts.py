"""What goes wrong on an ordinary day, and how it ends: the later acts of packaging/demo."""

import os
import signal
import time

from demo_tools import DEMO, BIN, Person, fail, run, say, table

PHOTO_BYTES = 24 * 1024 * 1024
PIECES_BEFORE_THE_KILL = 4
WATCH_SECONDS = 60


def notes(person, case):
    return {row["record"]: row for row in person.ctl("note", "list", case)["notes"]}


def conflict_is_resolved(anna, carla, case):
    say("Anna and Carla change the same note, each without knowing of the other")
    record, before = next(iter(notes(anna, case).items()))
    anna.ctl("note", "edit", record, "--text-file", anna.text("edit-anna", before["text"] + "Vader belt om 15 uur.\n"))
    carla.ctl("note", "edit", record, "--text-file", carla.text("edit-carla", before["text"] + "School is ingelicht.\n"))
    for person in (anna, carla, anna):
        person.ctl("sync")
    found = anna.ctl("conflict", "list")["conflicts"]
    if len(found) != 1 or found[0]["record"] != record:
        fail("two different texts of one note are no conflict")
    field = found[0]["fields"][0]
    names = {anna.user: anna.name, carla.user: carla.name}
    table([[field["field"], value["value"].strip().splitlines()[-1], names[value["user"]], value["at"][:16].replace("T", " ")]
           for value in field["values"]], ["field", "ends with", "by", "at"])
    both = before["text"] + "Vader belt om 15 uur. School is ingelicht."
    anna.ctl("conflict", "resolve", record, "--set", f"{field['field']}={both}", "--reason", "Allebei is gebeurd.")
    for person in (anna, carla):
        person.ctl("sync")
        if person.ctl("conflict", "list")["conflicts"] or notes(person, case)[record]["text"] != both:
            fail(f"the choice did not arrive at {person.name}'s")
    history = carla.ctl("record", "history", record)["revisions"]
    print(f"Anna takes both, and says why; the history of the note shows all {len(history)} revisions.")


def pieces_of(server):
    log = DEMO / "nginx" / "access.log"
    return sum(" PATCH /v1/uploads/" in line for line in log.read_text().splitlines()) if log.exists() else 0


def photo_survives_a_kill(server, anna, carla, case):
    say("A photo of 24 MB; the power of the tablet goes in the middle of it")
    injury = anna.ctl("injury", "list", case)["injuries"][0]["record"]
    photo = DEMO / "photo.jpg"
    photo.write_bytes(os.urandom(PHOTO_BYTES))
    blob = anna.ctl("photo", "add", injury, photo)["blob"]
    at_first = pieces_of(server)
    sync = anna.start("sync")
    end = time.monotonic() + WATCH_SECONDS
    while pieces_of(server) - at_first < PIECES_BEFORE_THE_KILL and sync.poll() is None and time.monotonic() < end:
        time.sleep(0.002)
    sync.kill()
    if sync.wait(timeout=20) != -signal.SIGKILL:
        fail("the sync ended before it could be killed")
    before = pieces_of(server) - at_first
    if anna.ctl("status")["unsafe_blobs"] != 1:
        fail("half a photo is called safe")
    answer = anna.ctl("sync")
    after = pieces_of(server) - at_first - before
    if answer["blobs_sent"] != 1 or not answer["all_safe"]:
        fail("the photo did not arrive")
    print(f"{before} pieces went before the end, {after} afterwards; only then it is safe.")
    carla.ctl("sync")
    copy = DEMO / "photo-at-the-office.jpg"
    carla.ctl("photo", "get", blob, copy)
    if copy.read_bytes() != photo.read_bytes():
        fail("the office has another photo")
    print("The office has the same bytes.")


def removed_colleague(server, anna, carla, case):
    say("Bram is taken off the case while he works without network")
    bram = Person(server, "Bram de Boer", "wijkteam", "bram")
    for person in (bram, anna):
        person.ctl("sync")
    anna.ctl("case", "share", case, "--user", bram.user)
    for person in (anna, bram):
        person.ctl("sync")
    words = "Oma vangt Sanne dit weekend op."
    bram.ctl("note", "add", case, "--text-file", bram.text("bram", words))
    anna.ctl("case", "unshare", case, "--user", bram.user)
    anna.ctl("sync")
    late = bram.ctl("sync")
    print(f"Bram's sync: {late['purged_cases']} case is gone from his tablet, {late['quarantined']} note of his waits for a person.")
    if bram.ctl("note", "list", case, expect=1)["problem"]["type"] != "unknown_case":
        fail("a case that was taken away can still be read")
    carla.ctl("sync")
    items = carla.ctl("quarantine", "list")["items"]
    if [item["reason"] for item in items] != ["not_member"]:
        fail("the note of the removed colleague did not reach the coordinator")
    carla.ctl("quarantine", "accept", items[0]["revision"])
    for person in (carla, anna, bram):
        person.ctl("sync")
    if (bram.name, words) not in [(row["author"], row["text"]) for row in notes(anna, case).values()]:
        fail("what was accepted is not in the case under its author")
    print(f"Carla accepts it: the case has it, written by {bram.name}.")


def yesterdays_backup(server, backup, people, case):
    say("The server's disk breaks; there is only the backup of before")
    before = {person.name: notes(person, case) for person in people if person.name != "Vera Smit"}
    server.end()
    restored = run([BIN / "veldpost-server", "admin", "--data", server.data, "restore", backup, "--json"])
    server.start()
    print(f"The server stands where it was, in a new epoch ({restored['epoch'][:8]}…).")
    rows = []
    for turn in range(3):
        for person in people:
            answer = person.ctl("sync")
            rows.append([turn + 1, person.name, answer["pushed"], answer["pulled"], "yes" if answer["all_safe"] else "no"])
    table(rows, ["round", "tablet", "sent", "received", "all safe"])
    for person in people:
        if not person.ctl("sync")["all_safe"]:
            fail(f"not all of {person.name}'s work is safe again")
        if person.name in before and words_of(notes(person, case)) != words_of(before[person.name]):
            fail(f"{person.name}'s tablet shows other notes than before")
    if server.admin("verify")["bad"]:
        fail("the restored server does not verify")
    fresh = Person(server, "Daan Kok", "coordinator", "daan")
    fresh.ctl("sync")
    if words_of(notes(fresh, case)) != words_of(before["Carla Visser"]):
        fail("a new tablet gets other notes than there were")
    print("Nothing is lost, nothing is there twice, and a new tablet gets all of it.")


def words_of(rows):
    return sorted((record, row["author"], row["text"]) for record, row in rows.items())
