"""A private Dovecot on loopback: own folder, own ports, own certificate, gone after stop().

    import dovecot                                  # with tests/support on sys.path
    server = dovecot.start()                        # about 0.3 s
    server.host, server.port                        # imaps; server.plain_port: imap, STARTTLS or none
    server.user, server.password, server.ca_file    # what a settings file needs
    server.deliver(octets)                          # into INBOX; deliver(octets, "Junk", at=unix_time, user=...)
    server.deliver_many(octets, 500)                # the same mail, often
    server.list("Aparajita/Done")                   # the mails of a folder, as a list of bytes
    server.count("INBOX")                           # how many (also while others move them)
    server.flags("INBOX")                           # their flag letters ("S" = seen), in the same order
    server.folders()                                # names, in UTF-8
    server.remove(octets) / server.clear("INBOX")   # a person deletes
    server.change_uidvalidity("INBOX")
    server.freeze() / thaw() / cut()                # STOP, CONT, KILL every session's process
    server.pause() / resume()                       # the port refuses connections / is back
    server.stop()

start(users=("a@example.org", "b@example.org"), capability="IMAP4rev1 LITERAL+", folders=("Junk",),
certificate_names=..., certificate_days=..., quota_kb=..., introspection_url=... of token_issuer.py) for the less usual.
Works as root (then everything runs as nobody) and as any other user.

    python3 dovecot.py [--json-options '{"users": [...]}']
prints one JSON line {"port": ...} and then obeys lines such as ["deliver", "PATH", "Junk"], answering each with one
JSON line; it ends, and the server with it, when its standard input closes.
"""
import base64
import contextlib
import ctypes
import getpass
import grp
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import certificate

CONFIG = """
base_dir = {top}/run
state_dir = {top}/state
log_path = {top}/dovecot.log
listen = 127.0.0.1
protocols = imap
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
default_client_limit = 500
first_valid_uid = 1
shutdown_clients = yes
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login{mechanisms}
auth_failure_delay = 0
mail_fsync = never
mail_location = maildir:~/Maildir
mail_plugins = {plugins}
mailbox_list_index = no
{oauth2}passdb {{
  driver = passwd-file
  args = {top}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={top}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
plugin {{
  {plugin}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
protocol imap {{
  {capability}
}}
"""


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _modified_utf7(name):
    """RFC 3501 5.1.3, the writing of folder names on disk."""
    out, run = "", ""

    def flush():
        if not run:
            return ""
        encoded = base64.b64encode(run.encode("utf-16-be")).decode().rstrip("=")
        return "&" + encoded.replace("/", ",") + "-"

    for letter in name:
        if " " <= letter <= "~":
            out += flush() + ("&-" if letter == "&" else letter)
            run = ""
        else:
            run += letter
    return out + flush()


def _from_modified_utf7(name):
    out, rest = "", name
    while rest:
        before, amp, rest = rest.partition("&")
        out += before
        if not amp:
            break
        coded, _, rest = rest.partition("-")
        if not coded:
            out += "&"
            continue
        coded = coded.replace(",", "/")
        out += base64.b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
    return out


class Dovecot:
    host = "localhost"

    def __init__(self, users, password, folders, capability, certificate_names, certificate_days, quota_kb,
                 introspection_url):
        self.users, self.user, self.password = tuple(users), users[0], password
        self._capability, self._quota_kb, self._introspection_url = capability, quota_kb, introspection_url
        self._owner = pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())
        self._process, self._delivered = None, 0
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="dov-", dir="/tmp"))
        made = certificate.make(self.top / "tls", certificate_names, certificate_days)
        self.ca_file, self._cert, self._key = made.ca_file, made.cert_file, made.key_file
        for name in ("run", "state", "mail"):
            (self.top / name).mkdir()
        (self.top / "users").write_text("".join(f"{u}:{{PLAIN}}{password}\n" for u in users))
        for user in users:
            for folder in ("INBOX", *folders):
                self._make_folder(folder, user)
        self.top.chmod(0o755)
        self._give(self.top)
        self._launch()

    # --- what a test does to the mailbox ---

    def deliver(self, octets, folder="INBOX", at=None, user=None):
        """Puts the octets, byte for byte, as a new mail; `at` becomes its INTERNALDATE."""
        if isinstance(octets, str):
            octets = octets.encode()
        self._delivered += 1
        self._make_folder(folder, user or self.user)
        maildir = self._path(folder, user)
        name = f"{time.time_ns() // 1000}.{os.getpid()}_{self._delivered:07d}.private"
        waiting = maildir / "tmp" / name
        waiting.write_bytes(octets)
        if os.geteuid() == 0:
            os.chown(waiting, self._owner.pw_uid, self._owner.pw_gid)
        os.utime(waiting, (at or time.time(),) * 2)
        waiting.rename(maildir / "new" / name)

    def deliver_many(self, octets, count, folder="INBOX"):
        self.deliver(octets, folder)
        first = self._mails(folder, None)[-1]
        for number in range(1, count):  # links: the fastest way to fill a folder
            os.link(first, self._path(folder) / "cur" / f"{first.name.partition(':')[0]}_{number:06d}:2,")
        return count

    def list(self, folder="INBOX", user=None):
        while True:
            try:
                return [path.read_bytes() for path in self._mails(folder, user)]
            except FileNotFoundError:
                pass  # another session moved one between our look and our reading: look again

    def count(self, folder="INBOX", user=None):
        return len(self._mails(folder, user))

    def flags(self, folder="INBOX", user=None):
        return [path.name.partition(":2,")[2] for path in self._mails(folder, user)]

    def folders(self, user=None):
        root = self._path("INBOX", user)
        names = [_from_modified_utf7(p.name[1:]).replace(".", "/") for p in root.glob(".*") if (p / "cur").is_dir()]
        return ["INBOX", *sorted(names)]

    def remove(self, octets, folder="INBOX", user=None):
        gone = [path for path in self._mails(folder, user) if path.read_bytes() == octets]
        for path in gone:
            path.unlink()
        return len(gone)

    def clear(self, folder="INBOX", user=None):
        for path in self._mails(folder, user):
            path.unlink(missing_ok=True)

    def change_uidvalidity(self, folder="INBOX", user=None):
        maildir = self._path(folder, user)
        uidlist = maildir / "dovecot-uidlist"
        head, _, rest = uidlist.read_text().partition("\n")
        words = [f"V{int(word[1:]) + 1}" if word.startswith("V") else word for word in head.split(" ")]
        uidlist.write_text(" ".join(words) + "\n" + rest)
        for index in maildir.glob("dovecot.index*"):
            index.unlink()

    # --- what a test does to the server ---

    def freeze(self):
        return self._signal_sessions(signal.SIGSTOP)

    def thaw(self):
        return self._signal_sessions(signal.SIGCONT)

    def cut(self):
        ended = self._signal_sessions(signal.SIGKILL)
        # A killed session may leave its lock file, which Dovecot honours for two minutes. The fault asked for is the cut
        # connection, not that wait.
        for lock in self.top.rglob("*.lock"):
            lock.unlink(missing_ok=True)
        return ended

    def pause(self):
        self._end_process()

    def resume(self):
        if not self._start_process():
            raise RuntimeError("Dovecot does not come back:\n" + self.log())

    def stop(self):
        self._end_process()
        shutil.rmtree(self.top, ignore_errors=True)

    def log(self):
        path = self.top / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # --- inside ---

    def _path(self, folder, user=None):
        root = self.top / "mail" / (user or self.user) / "Maildir"
        return root if folder == "INBOX" else root / ("." + _modified_utf7(folder).replace("/", "."))

    def _mails(self, folder, user):
        path = self._path(folder, user)
        while True:
            found = [p for sub in ("new", "cur") for p in (path / sub).glob("*")]
            if all(p.is_file() for p in found):  # else a session has just given one another name: look again
                return sorted(found, key=lambda p: p.name.partition(":")[0])

    def _make_folder(self, folder, user):
        path = self._path(folder, user)
        if (path / "tmp").is_dir():
            return
        for sub in ("cur", "new", "tmp"):
            (path / sub).mkdir(parents=True, exist_ok=True)
        if folder != "INBOX":
            (path / "maildirfolder").touch()
        self._give(path)

    def _give(self, path):
        if os.geteuid() != 0:
            return
        for each in (path, *path.rglob("*")):
            os.chown(each, self._owner.pw_uid, self._owner.pw_gid)

    def _launch(self):
        for _ in range(5):  # a port may be taken between our look and Dovecot's
            self.port, self.plain_port = _free_ports(2)
            self._write_config()
            if self._start_process():
                return
        raise RuntimeError("Dovecot does not start:\n" + self.log())

    def _write_config(self):
        quota = self._quota_kb is not None
        text = CONFIG.format(
            top=self.top, user=self._owner.pw_name, group=grp.getgrgid(self._owner.pw_gid).gr_name,
            cert=self._cert, key=self._key, port=self.port, plain_port=self.plain_port,
            plugins="quota imap_quota" if quota else "",
            plugin=f"quota = maildir:User quota\n  quota_rule = *:storage={self._quota_kb}K" if quota else "",
            mechanisms=" xoauth2 oauthbearer" if self._introspection_url else "", oauth2=self._oauth2(),
            capability="imap_capability = " + self._capability if self._capability else "")
        (self.top / "dovecot.conf").write_text(text)

    def _oauth2(self):
        if not self._introspection_url:
            return ""
        path = self.top / "oauth2.conf"
        path.write_text(f"introspection_mode = auth\nintrospection_url = {self._introspection_url}\n"
                        "username_attribute = user\nactive_attribute = active\nactive_value = true\n")
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {path}\n}}\n"

    def _start_process(self):
        who = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.top / "dovecot.conf")], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGTERM), **who)  # 1: PR_SET_PDEATHSIG
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.plain_port), 2) as probe:
                    probe.settimeout(2)
                    if probe.recv(5) == b"* OK ":
                        return True
            except OSError:
                time.sleep(0.02)
        self._end_process()
        return False

    def _end_process(self):
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)  # a polite end takes a second, and longer with open sessions
        self._process.wait(5)
        self._process = None

    def _signal_sessions(self, number):
        count = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                before, _, after = stat.read_text().rpartition(")")
            except OSError:
                continue
            if self._process and int(after.split()[1]) == self._process.pid and before.partition("(")[2] == "imap":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(stat.parent.name), number)
                    count += 1
        return count


def start(users=("complaints@example.org",), password="a-private-password", folders=("Junk",), capability=None,
          certificate_names=certificate.HERE, certificate_days=40, quota_kb=None, introspection_url=None):
    return Dovecot(users, password, folders, capability, certificate_names, certificate_days, quota_kb,
                   introspection_url)


def _obey(server, order):
    verb, *rest = order
    if verb == "deliver":
        server.deliver(pathlib.Path(rest[0]).read_bytes(), *rest[1:])
        return True
    answer = getattr(server, verb)(*rest)
    if verb == "list":
        return [each.decode("latin-1") for each in answer]
    return answer


def main():
    options = json.loads(sys.argv[2]) if len(sys.argv) == 3 and sys.argv[1] == "--json-options" else {}
    server = start(**options)
    names = ("host", "port", "plain_port", "user", "password", "ca_file")
    print(json.dumps({name: getattr(server, name) for name in names} | {"top": str(server.top)}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(_obey(server, json.loads(line))), flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
