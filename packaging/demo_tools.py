"""What the story of packaging/demo is told with: a server behind nginx, people with a device each, a table."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / "build" / "release" / "bin"
DEMO = ROOT / "build" / "demo"
READY_SECONDS = 20


def fail(why):
    print(f"\npackaging/demo: {why}", file=sys.stderr)
    sys.exit(1)


def say(text):
    print(f"\n== {text}", flush=True)


def run(args, expect=0, env=None):
    """One command; its JSON answer, or its problem when `expect` is not 0."""
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True, timeout=120, env=env)
    if done.returncode != expect:
        fail(f"{' '.join(map(str, args))}\n  ended {done.returncode} instead of {expect}: {done.stderr.strip()}")
    return json.loads(done.stdout if expect == 0 else done.stderr)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for_port(port):
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        with socket.socket() as s:
            s.settimeout(0.2)
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    fail(f"nothing listens on port {port}")


class Server:
    """veldpost-server and nginx in front of it, in folders of their own, stopped by process id."""

    def __init__(self):
        self.data = DEMO / "server"
        self.tls = DEMO / "tls"
        self.port = free_port()
        self.url = f"https://localhost:{self.port}"
        self.nginx = None
        subprocess.run([ROOT / "packaging/nginx/make-test-ca", self.tls], check=True)
        run([BIN / "veldpost-server", "init", "--data", self.data, "--json"])
        self.upstream = "127.0.0.1:0"
        self.start()

    def start(self):
        """On the address it had before."""
        log = open(DEMO / "server.log", "a")
        self.process = subprocess.Popen(
            [BIN / "veldpost-server", "serve", "--data", self.data, "--listen", self.upstream],
            stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
        line = self.process.stdout.readline()
        if not line:
            fail("the server did not start; see build/demo/server.log")
        self.upstream = json.loads(line)["listening"].removeprefix("http://")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=30) != 0:
            fail("the server did not stop cleanly; see build/demo/server.log")

    def connect(self):
        """The network is there: nginx answers."""
        rundir = DEMO / "nginx"
        rundir.mkdir(exist_ok=True)
        values = {"USER": "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody"), "WORKERS": "1",
                  "RUNDIR": rundir, "LISTEN": f"127.0.0.1:{self.port}", "UPSTREAM": self.upstream,
                  "CERT": self.tls / "server.pem", "KEY": self.tls / "server.key",
                  "ACCESS_LOG": rundir / "access.log", "ERROR_LOG": rundir / "error.log",
                  "HEADER_TIMEOUT": "5s", "BODY_TIMEOUT": "10s", "CONNECTIONS_PER_IP": "256"}
        text = (ROOT / "packaging/nginx/veldpost.conf.in").read_text()
        for name, value in values.items():
            text = text.replace(f"@{name}@", str(value))
        (rundir / "nginx.conf").write_text(text)
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self.nginx = subprocess.Popen([nginx, "-p", rundir, "-c", rundir / "nginx.conf"],
                                      stderr=open(rundir / "start.log", "w"), start_new_session=True)
        wait_for_port(self.port)

    def disconnect(self):
        self.nginx.terminate()
        self.nginx.wait(timeout=20)
        self.nginx = None

    def admin(self, *args):
        return run([BIN / "veldpost-server", "admin", "--data", self.data, *args, "--json"])

    def stop(self):
        if self.nginx:
            self.disconnect()
        self.end()


class Person:
    """One user with one device."""

    def __init__(self, server, name, role, folder):
        self.name, self.home = name, DEMO / folder
        self.user = server.admin("user", "add", "--region", "RR", "--name", name, "--role", role)["user"]
        self.secret = DEMO / f"{folder}.passphrase"
        self.secret.touch(mode=0o600)
        self.secret.write_text(secrets.token_urlsafe(24))
        invite = server.admin("device", "invite", "--user", self.user, "--url", server.url, "--ca", server.tls / "ca.pem")
        self.ctl("enrol", "--invite", invite["invite"], "--ca", server.tls / "ca.pem")

    def ctl(self, *args, expect=0):
        return run([BIN / "veldpostctl", "--home", self.home, "--passphrase-file", self.secret, *args, "--json"], expect)

    def start(self, *args):
        """A command that goes on by itself."""
        return subprocess.Popen([str(a) for a in (BIN / "veldpostctl", "--home", self.home, "--passphrase-file", self.secret,
                                                  *args, "--json")],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def text(self, name, words):
        path = DEMO / f"{name}.txt"
        path.write_text(words)
        return path


def table(rows, head):
    widths = [max(len(str(r[i])) for r in [head, *rows]) for i in range(len(head))]
    for row in [head, ["-" * w for w in widths], *rows]:
        print("  ".join(str(c).ljust(w) for c, w in zip(row, widths)).rstrip())
