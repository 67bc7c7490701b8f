"""A small scripted IMAP server without TLS, on loopback, that says on demand what no good server says.

    import imap_server                                  # with tests/support on sys.path
    server = imap_server.start(mails=[b"..."])          # capabilities=..., auth="PLAIN LOGIN"
    server.port, server.user, server.password
    server.fault(command="UID FETCH", has="BODY.PEEK", reply="@ NO later\\r\\n", times=1)
    server.log                                          # the commands it heard, without tags and secrets
    server.clear_faults(); server.stop()

fault(): `command` is how the command begins, `has` a text in it; then, of these, in this order: reply=OCTETS instead of the
usual answer ("@" is the tag), before=OCTETS in front of the usual answer, after=OCTETS behind it, keep=N sends only
the first N octets of all that, stall=SECONDS waits after sending, cut=True hangs up. `times`, `skip` as in
smtp_server.py.

    python3 imap_server.py [--json-options '{"mails": ["..."]}']
obeys lines such as ["fault", {"command": "NOOP", "cut": true}] as smtp_server.py does.
"""
import base64
import json
import re
import socket
import sys
import threading
import time

CAPABILITIES = "IMAP4rev1 LITERAL+ IDLE MOVE UIDPLUS NAMESPACE"


class Fault:
    def __init__(self, command, has="", reply=None, before="", after="", keep=None, stall=0, cut=False, times=None, skip=0):
        self.command, self.has, self.reply, self.before, self.after = command, has, reply, before, after
        self.keep, self.stall, self.cut, self.times, self.skip = keep, stall, cut, times, skip

    def fits(self, line):
        if not line.upper().startswith(self.command.upper()) or self.has not in line or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Session:
    def __init__(self, server, connection):
        self.server, self.connection, self.buffer = server, connection, b""

    def run(self):
        try:
            self._say(f"* OK [CAPABILITY {self.server.offered()}] private.example\r\n".encode(), "greeting", "*")
            while True:
                tag, _, line = self._line().partition(" ")
                self.server.log.append(re.sub(r"(?i)^(login|authenticate) .*", r"\1", line))
                self._obey(tag, line)
        except (OSError, EOFError):
            pass
        finally:
            self.connection.close()

    def _line(self):
        while b"\r\n" not in self.buffer:
            more = self.connection.recv(65536)
            if not more:
                raise EOFError
            self.buffer += more
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line.decode("latin-1")

    def _say(self, usual, line, tag):
        fault = self.server.find_fault(line)
        if fault is None:
            self.connection.sendall(usual)
            return usual
        octets = usual
        if fault.reply is not None:
            octets = fault.reply.replace("@", tag).encode("latin-1")
        octets = fault.before.replace("@", tag).encode("latin-1") + octets + fault.after.replace("@", tag).encode("latin-1")
        self.connection.sendall(octets if fault.keep is None else octets[:fault.keep])
        time.sleep(fault.stall)
        if fault.cut:
            raise EOFError
        return octets

    def _obey(self, tag, line):
        upper = line.upper()
        done = f"{tag} OK done\r\n".encode()
        words = upper.split(" ")
        verb = words[0] if words[0] != "UID" else "UID_" + words[1]
        answer = getattr(self, "_do_" + verb.lower(), None)
        if answer is None:
            self._say(f"{tag} BAD unknown\r\n".encode(), line, tag)
            return
        usual = answer(tag, line)
        if usual is not False:
            self._say((usual or b"") + done, line, tag)
        if verb == "LOGOUT":
            raise EOFError

    def _do_capability(self, _tag, _line):
        return f"* CAPABILITY {self.server.offered()}\r\n".encode()

    def _do_authenticate(self, tag, line):
        words = line.split(" ")
        if words[1].upper() == "PLAIN":
            if len(words) < 3:
                self.connection.sendall(b"+ \r\n")
                words.append(self._line())
            user, password = base64.b64decode(words[2] + "===").decode().split("\0")[-2:]
        else:
            self.connection.sendall(b"+ VXNlciBOYW1lAA==\r\n")
            user = base64.b64decode(self._line()).decode()
            self.connection.sendall(b"+ UGFzc3dvcmQA\r\n")
            password = base64.b64decode(self._line()).decode()
        return self._check(tag, user, password)

    def _do_login(self, tag, line):
        return self._check(tag, *(word.strip('"') for word in line.split(" ")[1:3]))

    def _check(self, tag, user, password):
        if (user, password) == (self.server.user, self.server.password):
            return None
        self.connection.sendall(f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode())
        raise EOFError

    def _do_namespace(self, _tag, _line):
        return b'* NAMESPACE (("" "/")) NIL NIL\r\n'

    def _do_list(self, _tag, line):
        name = line.split(" ", 2)[2]
        return b'* LIST (\\Noselect) "/" ""\r\n' if name == '""' else f'* LIST () "/" {name}\r\n'.encode()

    def _do_create(self, _tag, _line):
        return None

    _do_subscribe = _do_noop = _do_uid_store = _do_uid_expunge = _do_create

    def _do_select(self, _tag, _line):
        count = len(self.server.mails)
        return f"* {count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 42] x\r\n* OK [UIDNEXT {count + 1}] x\r\n".encode()

    def _do_uid_search(self, _tag, line):
        every = range(1, len(self.server.mails) + 1)
        asked = re.match(r"(?i)UID SEARCH UID (\S+)", line)
        found = every if asked is None else [uid for uid in self._uids(asked[1]) if uid in every]
        return ("* SEARCH " + " ".join(map(str, found))).encode() + b"\r\n"

    def _uids(self, text):
        for part in text.split(","):
            first, _, last = part.partition(":")
            yield from range(int(first), int(last or first) + 1)

    def _do_uid_fetch(self, _tag, line):
        out = b""
        part = re.search(r"<(\d+)\.(\d+)>", line)
        for uid in self._uids(line.split(" ")[2]):
            if not 1 <= uid <= len(self.server.mails):
                continue
            mail = self.server.mails[uid - 1]
            out += f"* {uid} FETCH (UID {uid}".encode()
            if "RFC822.SIZE" in line:
                out += f' RFC822.SIZE {len(mail)} INTERNALDATE "14-Nov-2023 22:13:20 +0000"'.encode()
            if "BODY.PEEK" in line:
                begin, origin = (int(part[1]), f"<{part[1]}>") if part else (0, "")
                octets = mail[begin:begin + int(part[2])] if part else mail
                out += f" BODY[]{origin} {{{len(octets)}}}\r\n".encode() + octets
            out += b")\r\n"
        return out

    def _do_uid_move(self, _tag, line):
        uids = list(self._uids(line.split(" ")[2]))
        text = ",".join(map(str, uids))
        gone = "".join(f"* {uid} EXPUNGE\r\n" for uid in sorted(uids, reverse=True))
        return f"* OK [COPYUID 43 {text} {text}] x\r\n{gone}".encode()

    def _do_uid_copy(self, _tag, line):
        text = ",".join(map(str, self._uids(line.split(" ")[2])))
        return f"* OK [COPYUID 43 {text} {text}] x\r\n".encode()

    def _do_idle(self, tag, line):
        if f"{tag} ".encode() in self._say(b"+ idling\r\n", "go-ahead", tag):
            return False  # a fault has refused or ended it
        if self._line().upper() != "DONE":
            self.server.log.append("a command during IDLE")
        return None

    def _do_logout(self, _tag, _line):
        return b"* BYE x\r\n"


class Server:
    def __init__(self, mails, capabilities, auth):
        self.user, self.password, self.log = "u@example.org", "a-private-password", []
        self.mails = [mail.encode("latin-1") if isinstance(mail, str) else mail for mail in mails]
        self._capabilities, self._auth, self._faults, self._lock = capabilities, auth, [], threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def offered(self):
        return " ".join([self._capabilities, "SASL-IR", *("AUTH=" + name for name in self._auth.split())])

    def fault(self, command, **what):
        with self._lock:
            self._faults.append(Fault(command, **what))

    def clear_faults(self):
        with self._lock:
            self._faults.clear()

    def find_fault(self, line):
        with self._lock:
            return next((each for each in self._faults if each.fits(line)), None)

    def stop(self):
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=Session(self, connection).run, daemon=True).start()


def start(mails=(), capabilities=CAPABILITIES, auth="PLAIN LOGIN"):
    return Server(mails, capabilities, auth)


def _obey(server, order):
    verb, *rest = order
    if verb == "fault":
        return server.fault(**rest[0])
    if verb == "log":
        return server.log
    return getattr(server, verb)()


def main():
    options = json.loads(sys.argv[2]) if len(sys.argv) == 3 and sys.argv[1] == "--json-options" else {}
    server = start(**options)
    print(json.dumps({"port": server.port, "user": server.user, "password": server.password}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(_obey(server, json.loads(line))), flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
