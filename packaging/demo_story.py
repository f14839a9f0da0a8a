"""The story of packaging/demo: what a region with three users sees. Uses nothing but the programs a user has."""

import json
import os
import shutil
import subprocess
import sys

from demo_acts import conflict_is_resolved, photo_survives_a_kill, removed_colleague, yesterdays_backup
from demo_tools import BIN, DEMO, ROOT, Person, Server, fail, say, table

SAMPLES = ROOT / "packaging" / "samples" / "huisverbod_rulings.json"


def import_rulings(worker):
    """Each published ruling as the huisverbod of a case of its own."""
    rulings = json.loads(SAMPLES.read_text())["rulings"]
    cases, flagged, refused = {}, [], []
    for ruling in rulings:
        one = DEMO / "ruling.json"
        one.write_text(json.dumps({"about": "one ruling", "rulings": [ruling]}))
        case = worker.ctl("case", "create", "--title", f"Uitspraak {ruling['ecli']}")["case"]
        answer = worker.ctl("huisverbod", "import", case, one)
        if answer["imported"] + len(answer["refused"]) != 1:
            fail(f"{ruling['ecli']} was neither imported nor refused")
        cases[case] = answer["imported"]
        flagged += answer["flagged"]
        refused += answer["refused"]
    print(f"{len(rulings)} rulings: {sum(cases.values())} imported ({len(flagged)} of them flagged), {len(refused)} refused")
    table([[f["ecli"] or "(no ECLI given)", ", ".join(f["problems"])] for f in flagged], ["flagged", "what deviates"])
    print()
    table([[r["ecli"] or "(no ECLI given)", r["reason"]] for r in refused], ["refused", "why"])
    return cases


def work_offline(anna, vera, carla):
    case = anna.ctl("case", "create", "--title", "Familie De Wit, Rotterdam")["case"]
    anna.ctl("person", "add", case, "--name", "Sanne de Wit", "--born", "2023-04-12", "--role", "child")
    anna.ctl("note", "add", case, "--text-file", anna.text("note", "Huisbezoek. Moeder vertelt dat het gisteren misging.\n"
             "Sanne speelt rustig in de kamer. Vader is niet thuis.\n"))
    injury = DEMO / "injury.json"
    injury.write_text(json.dumps({"type": "bruise", "region": "cheek", "laterality": "left", "length_mm": 32,
                                  "width_mm": 18, "colours": ["blue"], "patterned": False,
                                  "remarks": "Gezien bij het huisbezoek."}))
    anna.ctl("injury", "add", case, "--from", injury)
    ban = anna.ctl("huisverbod", "add", case, "--imposed", "2026-10-20T22:15", "--municipality", "Rotterdam")["record"]
    anna.ctl("huisverbod", "extend", ban, "--until", "2026-11-17T22:15", "--decided", "2026-10-29T14:00")
    anna.ctl("case", "share", case, "--user", carla.user)
    anna.ctl("case", "share", case, "--user", vera.user)
    return case


def items(person, case):
    """What this person's device shows of a case: record → (what, row)."""
    found = {}
    for row in person.ctl("person", "list", case)["persons"]:
        found[row["record"]] = ("person", row)
    for row in person.ctl("note", "list", case)["notes"]:
        found[row["record"]] = ("note", row)
    for row in person.ctl("injury", "list", case)["injuries"]:
        found[row["record"]] = (f"injury ({row['type']}, {row['region']})", row)
    for row in person.ctl("huisverbod", "list", case)["huisverboden"]:
        found[row["record"]] = (f"huisverbod {row['imposed_at'][:10]} ({row['state']})", row)
    return found


def content(row):
    """What a row says, without where it is: the same on every device that may see it."""
    return {key: value for key, value in row.items() if key not in ("safe", "safe_since", "safety")}


def main():
    keep = "--keep" in sys.argv[1:]
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True, mode=0o700)

    say("A server behind nginx, a region with three users")
    server = Server()
    ended = False
    try:
        server.connect()
        server.admin("region", "add", "--code", "RR", "--name", "Rotterdam-Rijnmond")
        anna = Person(server, "Anna Bakker", "wijkteam", "anna")
        vera = Person(server, "Vera Smit", "vertrouwensarts", "vera")
        carla = Person(server, "Carla Visser", "coordinator", "carla")
        for person in (anna, vera, carla):
            person.ctl("sync")
        table([[p.name, p.user] for p in (anna, vera, carla)], ["user", "id"])

        say("No network. Anna works at the kitchen table")
        server.disconnect()
        case = work_offline(anna, vera, carla)
        problem = anna.ctl("sync", expect=4)["problem"]
        waiting = anna.ctl("status")["unsafe_revisions"]
        print(f"sync says: {problem['title']} ({problem['type']}); {waiting} revisions are only on this device")
        if waiting == 0 or any(row["safe"] for _, row in items(anna, case).values()):
            fail("something was called safe that never left the device")

        say("Still offline: the published rulings, each a huisverbod of its own case")
        ruling_cases = import_rulings(anna)

        say("The network is back")
        server.connect()
        pushed = anna.ctl("sync")
        print(f"Anna's tablet sent {pushed['pushed']} revisions; all safe: {pushed['all_safe']}")
        if not pushed["all_safe"]:
            fail("not everything is safe after the sync")
        vera.ctl("sync")
        finding = DEMO / "finding.json"
        finding.write_text(json.dumps({"type": "bruise", "region": "ear", "laterality": "left", "length_mm": 12,
                                       "width_mm": 9, "colours": ["purple"], "patterned": False}))
        medical = vera.ctl("injury", "add", case, "--from", finding)["record"]
        vera.ctl("sync")
        carla.ctl("sync")

        say("What the office sees")
        mine, theirs = items(anna, case), items(carla, case)
        rows, missing = [], []
        for record, (what, row) in mine.items():
            _, seen = theirs.get(record, (None, None))
            same = seen is not None and content(seen) == content(row)
            if not row["safe"] or not same or seen["author"] != anna.name:
                missing.append(what)
            rows.append([what, seen["author"] if seen else "-", (row["safe_since"] or "-")[:19].replace("T", " "),
                         f"yes, by {carla.name}, word for word" if same else "otherwise" if seen else "no"])
        given = {member["user"]: member["right"] for member in carla.ctl("case", "members", case)["members"]}
        if given.get(carla.user) not in ("write", "own"):
            missing.append("the case's membership of the office")
        bans = 0
        for ruling_case, imported in ruling_cases.items():
            at_office = carla.ctl("huisverbod", "list", ruling_case)["huisverboden"] if imported else []
            bans += len(at_office)
            if len(at_office) != imported:
                missing.append(f"huisverbod of case {ruling_case}")
        rows.append([f"{sum(ruling_cases.values())} huisverboden of rulings", anna.name, "", f"{bans} of them"])
        table(rows, ["item", "written by", "safe since", "seen at the office"])
        if missing:
            fail("did not arrive: " + ", ".join(missing))
        if medical in theirs:
            fail("the doctor's file is shown to somebody who is no doctor")
        print("\nVera's finding is in the doctor's file: on her device, safe at the server, and not at the office.")
        if vera.ctl("verify")["bad"] or server.admin("verify")["bad"]:
            fail("a check of hashes, signatures and chains found something")
        print("Every hash, signature and chain holds, here and on the server.")
        backup = DEMO / "yesterday.backup"
        server.admin("backup", backup)
        conflict_is_resolved(anna, carla, case)
        photo_survives_a_kill(server, anna, carla, case)
        yesterdays_backup(server, backup, (anna, vera, carla), case)
        removed_colleague(server, anna, carla, case)
        show(anna, keep)
        ended = True
    finally:
        if keep and ended:
            told(server, (anna, vera, carla))
        else:
            server.stop()
    print("\nDone: all of it arrived.")


def show(anna, keep):
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        say("The app opens on Anna's home; its passphrase is in build/demo/anna.passphrase")
        subprocess.Popen([BIN / "veldpost", "--home", anna.home], start_new_session=True)
        return
    say("Screens of the app")
    shots = DEMO / "screenshots"
    done = subprocess.run([BIN / "veldpost", "--screenshots", shots], timeout=300, capture_output=True, text=True,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"})
    count = len(list(shots.glob("*.png")))
    if done.returncode != 0 or count == 0:
        fail(f"no screenshots: {done.stderr.strip()}")
    print(f"{count} pictures are in build/demo/screenshots")


def told(server, people):
    say("Left running")
    print(f"server {server.url} (CA build/demo/tls/ca.pem); process ids {server.process.pid} and {server.nginx.pid}")
    for p in people:
        print(f"{p.name}: build/release/bin/veldpostctl --home {p.home.relative_to(ROOT)} "
              f"--passphrase-file {p.secret.relative_to(ROOT)} case list")
    print(f"To end: kill {server.process.pid} {server.nginx.pid}")


if __name__ == "__main__":
    main()
