"""A private SMTP server on loopback that keeps every mail it accepts and fails on demand.

    import smtp_server                                   # with tests/support on sys.path
    server = smtp_server.start(folder)                   # tls="none" | "implicit" | "starttls"
    server.host, server.port, server.ca_file             # ca_file only with TLS
    server.mails()        # accepted ones, in order: [{"mail_from", "rcpt_to", "octets", "helo", "tls", "user", "at"}]
    server.folder         # the same as files: 000001.eml (octets as sent, dots unstuffed) and 000001.json
    server.violations     # what the client did wrong, as sentences: must be []
    server.fault(stage="rcpt", reply="450 4.2.1 Later", recipient="museum", times=2)
    server.clear_faults(); server.sessions; server.stop()
    server.thanks = " by us"      # what the reply to a letter that is taken ends with
    server.most_at_once = {"museum": 1}   # more letters at once for it get 450 4.7.1; server.too_many counts them

start(folder, user="u", password="p") wants AUTH (PLAIN or LOGIN); extensions=("PIPELINING", "SIZE 1000000", ...)
says what EHLO offers; certificate_names and certificate_days as in certificate.py.

fault(): stage is connect, ehlo, starttls, auth, mail, rcpt, data (the DATA command), body (while the letter comes) or
dot. What happens there, one of:
    reply="550 5.1.1 No"     this reply ("\\n" between lines) instead of the usual one
    cut="before"             hang up without a reply; "after": act, store, hang up without a reply;
                             "reset": as before, with RST
    partial="25"             these octets, then hang up (at the dot the mail is stored)
    extra="250 too much"     the usual reply and this line behind it
    stall=SECONDS            wait, then go on as usual; then_cut=True: then hang up
    drip=SECONDS             (body) a window of 2 KB, and a pause before each reading
When: recipient=TEXT (a part of the address; stages rcpt, data, body, dot), skip=N (let the first N pass), times=N (only
so often), chance=0.2 (seeded: the same each run). The first fault that fits acts.

    python3 smtp_server.py FOLDER [--json-options '{"tls": "implicit"}']       # FOLDER "": a temporary one
prints one JSON line {"port": ...} and obeys lines such as ["fault", {"stage": "dot", "reply": "451 Later"}],
["clear_faults"], ["mails"], ["violations"], answering each with one JSON line, until its standard input closes.
"""
import base64
import json
import pathlib
import random
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time

import certificate

EXTENSIONS = ("PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES", "DSN")


class Gone(Exception):
    """The conversation is over."""


class Fault:
    def __init__(self, stage, reply=None, cut=None, partial=None, extra=None, stall=0, then_cut=False, recipient=None,
                 skip=0, times=None, chance=None, seed=1, drip=None):
        self.stage, self.reply, self.cut, self.partial, self.extra = stage, reply, cut, partial, extra
        self.stall, self.then_cut, self.recipient = stall, then_cut, recipient
        self.skip, self.times, self.chance, self.drip = skip, times, chance, drip
        self._dice = random.Random(seed)
        self.fired = 0

    def fits(self, stage, recipients):
        if stage != self.stage or (self.times is not None and self.fired >= self.times):
            return False
        if self.recipient is not None and not any(self.recipient in each for each in recipients):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.chance is not None and self._dice.random() >= self.chance:
            return False
        self.fired += 1
        return True


class Session:
    """One connection."""

    def __init__(self, server, connection):
        self.server, self.connection = server, connection
        self.buffer, self.helo, self.user, self.tls = b"", "", None, server.tls == "implicit"
        self.sender, self.recipients = None, []

    def run(self):
        try:
            if self.tls:
                self._secure()
            self._answer("connect", "220 private.example ESMTP")
            while True:
                self._command(self._line())
        except (Gone, OSError, ssl.SSLError):
            pass
        finally:
            self.server.leave(self)
            try:
                self.connection.close()
            except OSError:
                pass

    # --- octets ---

    def _secure(self):
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)

    def _more(self):
        octets = self.connection.recv(65536)
        if not octets:
            raise Gone
        self.buffer += octets

    def _line(self):
        while b"\n" not in self.buffer:
            if len(self.buffer) > 4096:
                self.server.blame("a command line is longer than 4096 octets")
                raise Gone
            self._more()
        line, _, self.buffer = self.buffer.partition(b"\n")
        if not line.endswith(b"\r"):
            self.server.blame("a command line ends with a bare LF")
        line = line.rstrip(b"\r")
        if any(octet < 32 or octet > 126 for octet in line):
            self.server.blame("a command line has a control or 8-bit octet")
        return line.decode("latin-1")

    def _write(self, text):
        self.connection.sendall(text.replace("\n", "\r\n").encode("latin-1") + b"\r\n")

    def _hang_up(self, how="before"):
        if how == "reset":
            raw = self.connection
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    def _answer(self, stage, usual, act=lambda: None):
        """Gives the usual reply after `act`, or what a fault wants. True when the usual thing happened."""
        fault = self.server.find_fault(stage, self.recipients)
        if fault is None:
            act()
            self._write(usual)
            return True
        if fault.stall:
            time.sleep(fault.stall)
            if fault.then_cut:
                self._hang_up()
        if fault.cut == "after" or fault.partial is not None:
            act()
        if fault.partial is not None:
            self.connection.sendall(fault.partial.encode("latin-1"))
        if fault.cut or fault.partial is not None:
            self._hang_up(fault.cut)
        if fault.reply is not None:
            self._write(fault.reply)
            if fault.reply.startswith("421"):
                self._hang_up()
            return False
        act()
        self._write(usual if fault.extra is None else usual + "\n" + fault.extra)
        return True

    # --- commands ---

    def _command(self, line):
        verb, _, rest = line.partition(" ")
        act = getattr(self, "_do_" + verb.lower(), None)
        if act is None:
            self.server.blame("an unknown command")
            self._write("500 5.5.1 What?")
        else:
            act(rest)

    def _do_ehlo(self, rest):
        offers = list(self.server.extensions)
        if self.server.tls == "starttls" and not self.tls:
            offers.append("STARTTLS")
        if self.server.user is not None and (self.tls or self.server.tls == "none"):
            offers.append("AUTH PLAIN LOGIN")
        lines = ["private.example"] + offers
        text = "\n".join(("250-" if i + 1 < len(lines) else "250 ") + each for i, each in enumerate(lines))
        self.sender, self.recipients = None, []
        if self._answer("ehlo", text):
            self.helo = rest

    def _do_helo(self, rest):
        self.helo = rest
        self._answer("ehlo", "250 private.example")

    def _do_starttls(self, _rest):
        if self.server.tls != "starttls" or self.tls:
            self._write("502 5.5.1 Not here")
            return
        if self._answer("starttls", "220 2.0.0 Go ahead"):
            if self.buffer:
                self.server.blame("octets came between STARTTLS and the handshake")
            self.buffer = b""
            self._secure()
            self.tls, self.helo = True, ""

    def _do_auth(self, rest):
        mechanism, _, first = rest.partition(" ")
        if mechanism.upper() == "PLAIN":
            if not first:
                self._write("334 ")
                first = self._line()
            parts = base64.b64decode(first + "===").split(b"\0")
            user, password = parts[-2].decode(), parts[-1].decode()
        else:
            if not first:
                self._write("334 VXNlcm5hbWU6")
                first = self._line()
            self._write("334 UGFzc3dvcmQ6")
            user, password = (base64.b64decode(each + "===").decode() for each in (first, self._line()))
        if self.server.tls == "starttls" and not self.tls:
            self.server.blame("a password came in the clear")
        self.server.logins.append(user)
        if (user, password) != (self.server.user, self.server.password):
            self._answer("auth", "535 5.7.8 Authentication failed")
        elif self._answer("auth", "235 2.7.0 Welcome"):
            self.user = user

    def _do_mail(self, rest):
        if not self.helo:
            self.server.blame("MAIL before EHLO")
        if self.server.tls == "starttls" and not self.tls:
            self.server.blame("MAIL before STARTTLS")
        if self.server.user is not None and self.user is None:
            self._write("530 5.7.0 Authentication required")
            return
        if self.sender is not None:
            self.server.blame("MAIL inside a transaction")
        if self._answer("mail", "250 2.1.0 Ok"):
            self.sender, self.recipients = _address(rest, "FROM:"), []

    def _do_rcpt(self, rest):
        if self.sender is None:
            self._write("503 5.5.1 MAIL first")
            return
        recipient = _address(rest, "TO:")
        if not self.server.enter(self, recipient):
            self._write("450 4.7.1 too many at once")
            return
        self.recipients.append(recipient)
        if not self._answer("rcpt", "250 2.1.5 Ok"):
            self.recipients.pop()

    def _do_data(self, _rest):
        if not self.recipients:
            self._write("503 5.5.1 RCPT first" if self.sender is None else "554 5.5.1 No valid recipients")
            return
        if self.buffer:
            self.server.blame("octets came before the answer to DATA")
        if not self._answer("data", "354 Go on"):
            return
        octets = self._body()
        if self.buffer:
            self.server.blame("a command was in flight at the final dot")
        mail = {"mail_from": self.sender, "rcpt_to": self.recipients, "helo": self.helo, "tls": self.tls,
                "user": self.user, "at": time.time()}
        number = self.server.next_number()
        thanks = f"250 2.0.0 Ok: queued as {number:06d}{self.server.thanks}"
        self._answer("dot", thanks, lambda: self.server.keep(number, octets, mail))
        self.server.leave(self)
        self.sender, self.recipients = None, []

    def _body(self):
        fault = self.server.find_fault("body", self.recipients)
        if fault is not None and fault.drip is not None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        elif fault is not None:
            self._more()
            time.sleep(fault.stall)
            if fault.reply is not None:
                self._write(fault.reply)
            self._hang_up(fault.cut)
        octets, searched = bytearray(self.buffer), 0
        while True:
            if octets.startswith(b".\r\n"):
                end, after = 0, 3
                break
            at = octets.find(b"\r\n.\r\n", max(0, searched - 5))
            if at >= 0:
                end, after = at + 2, at + 5
                break
            searched = len(octets)
            self.buffer = b""
            if fault is not None:
                time.sleep(fault.drip)
            self._more()
            octets += self.buffer
        self.buffer, letter = bytes(octets[after:]), bytes(octets[:end])
        if b"\n" in letter.replace(b"\r\n", b"") or b"\r" in letter.replace(b"\r\n", b""):
            self.server.blame("a letter has a bare CR or LF")
        if any(len(each) > 998 for each in letter.split(b"\r\n")):
            self.server.blame("a letter has a line of more than 998 octets")
        if any(octet > 127 for octet in letter):
            self.server.blame("a letter has 8-bit octets")
        if letter.startswith(b"."):
            letter = letter[1:]
        return letter.replace(b"\r\n.", b"\r\n")

    def _do_rset(self, _rest):
        self.sender, self.recipients = None, []
        self._write("250 2.0.0 Ok")

    def _do_noop(self, _rest):
        self._write("250 2.0.0 Ok")

    def _do_quit(self, _rest):
        self._write("221 2.0.0 Bye")
        raise Gone


def _address(rest, word):
    text = rest[len(word):].strip() if rest.upper().startswith(word) else rest
    return text[1:text.index(">")] if text.startswith("<") and ">" in text else text


class Server:
    host = "localhost"

    def __init__(self, folder, tls, user, password, extensions, certificate_names, certificate_days, port):
        if tls not in ("none", "implicit", "starttls"):
            raise ValueError("tls is none, implicit or starttls")
        self._temporary = None
        if folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="smtp-")
            folder = self._temporary.name
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tls, self.user, self.password, self.extensions = tls, user, password, tuple(extensions)
        self.violations, self.sessions = [], 0
        self.logins = []
        self.thanks = ""
        self.most_at_once, self.too_many, self._inside = {}, 0, []
        self._lock, self._faults, self._number, self._kept = threading.Lock(), [], 0, []
        self.ca_file, self.context, self._tls_folder = None, None, None
        if tls != "none":
            self._tls_folder = tempfile.TemporaryDirectory(prefix="smtp-tls-")
            pathlib.Path(self._tls_folder.name).chmod(0o755)
            made = certificate.make(self._tls_folder.name, certificate_names, certificate_days)
            self.ca_file, self.context = made.ca_file, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(made.cert_file, made.key_file)
        self._listener = socket.create_server(("127.0.0.1", port), backlog=128)
        self.port = self._listener.getsockname()[1]
        self._open = []
        threading.Thread(target=self._serve, daemon=True).start()

    def fault(self, stage, **what):
        made = Fault(stage, **what)
        with self._lock:
            self._faults.append(made)
        return made

    def clear_faults(self):
        with self._lock:
            self._faults.clear()

    def mails(self):
        with self._lock:
            return list(self._kept)

    def stop(self):
        # A thread in accept() keeps the port listening after close(); shutdown() wakes it.
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        with self._lock:
            for each in self._open:
                try:
                    each.connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
        for each in (self._tls_folder, self._temporary):
            if each is not None:
                each.cleanup()

    # --- for Session ---

    def find_fault(self, stage, recipients):
        with self._lock:
            return next((each for each in self._faults if each.fits(stage, recipients)), None)

    def blame(self, sentence):
        with self._lock:
            self.violations.append(sentence)

    def enter(self, session, recipient):
        """May this session have a letter for it under way? most_at_once = {"part of an address": how many}."""
        with self._lock:
            most = next((n for part, n in self.most_at_once.items() if part in recipient), None)
            if most is not None and sum(1 for _, each in self._inside if each == recipient) >= most:
                self.too_many += 1
                return False
            self._inside.append((session, recipient))
            return True

    def leave(self, session):
        with self._lock:
            self._inside = [each for each in self._inside if each[0] is not session]

    def next_number(self):
        with self._lock:
            self._number += 1
            return self._number

    def keep(self, number, octets, mail):
        waiting = self.folder / f".{number:06d}.eml"
        waiting.write_bytes(octets)
        waiting.rename(self.folder / f"{number:06d}.eml")
        (self.folder / f"{number:06d}.json").write_text(json.dumps(mail))
        with self._lock:
            self._kept.append(mail | {"octets": octets, "number": number})

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            session = Session(self, connection)
            with self._lock:
                self.sessions += 1
                self._open = [each for each in self._open if each.connection.fileno() >= 0] + [session]
            threading.Thread(target=session.run, daemon=True).start()


def start(folder=None, tls="none", user=None, password=None, extensions=EXTENSIONS, certificate_names=certificate.HERE,
          certificate_days=40, port=0):
    return Server(folder, tls, user, password, extensions, certificate_names, certificate_days, port)


def _obey(server, order):
    verb, *rest = order
    if verb == "fault":
        what = dict(rest[0])
        server.fault(what.pop("stage"), **what)
        return True
    if verb == "mails":
        return [mail | {"octets": mail["octets"].decode("latin-1")} for mail in server.mails()]
    if verb in ("violations", "sessions"):
        return getattr(server, verb)
    return getattr(server, verb)()


def main():
    options = json.loads(sys.argv[3]) if len(sys.argv) == 4 and sys.argv[2] == "--json-options" else {}
    server = start(sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else None, **options)
    print(json.dumps({name: getattr(server, name) for name in ("host", "port", "ca_file")}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(_obey(server, json.loads(line))), flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
