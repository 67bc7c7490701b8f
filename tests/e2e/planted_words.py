"""Unique words in every corner of a mail, of the servers' answers and of our own files: none gets out.

25 and more words a mail in headers and their comments, parameters, file names, preamble, epilogue, an alternative that
nobody reads, hidden HTML, pictures, nested mails, calendars, winmail.dat and documents; more in what the SMTP server
answers, be it yes or no, and in comments of YAML files. The daemon is killed twice on its way. Afterwards no word stands in
a letter, the log, the audit, the metrics, a file of the state folder, a temporary file, the environment or the command
line, neither as it is nor in base64, hexadecimal or UTF-16.

MAILS=2000 in the environment gives the long form; the figures are printed.
"""
import base64
import binascii
import collections
import os
import pathlib
import re
import string
import struct
import threading
import time
import zlib

import story

MAILS = int(os.environ.get("MAILS", "60"))
MARK = "qovaz"  # every planted word begins so: qovaz + corner + number
WORD = re.compile(rb"qovaz([a-z]{2})([a-z]{3})")
VOWELS, LETTERS = "aeiou", string.ascii_lowercase

# The corners of a mail that nothing may carry out. Two letters each.
CORNERS = {
    "fn": "From, display name", "fl": "From, local part", "fd": "From, domain", "rt": "Reply-To", "sd": "Sender",
    "to": "To, display name", "cc": "Cc", "rp": "Return-Path", "rc": "Received", "mi": "Message-ID", "rf": "References",
    "ir": "In-Reply-To", "xh": "X- header", "ip": "X-Originating-IP comment", "lu": "List-Unsubscribe", "or": "Organization",
    "um": "User-Agent", "bc": "Bcc", "co": "Comments", "kw": "Keywords", "tt": "Thread-Topic", "li": "List-Id",
    "au": "Authentication-Results", "dk": "DKIM-Signature", "re": "Resent-From", "ac": "Autocrypt", "xf": "comment in From",
    "xr": "comment in Received", "xd": "comment in Date", "xm": "comment in MIME-Version", "xt": "comment in Content-Type",
    "pc": "Content-Type parameter of the text", "dp": "Content-Disposition parameter", "ta": "third alternative",
    "tp": "Content-Type parameter of the third alternative", "ds": "Content-Description", "ci": "Content-ID", "cp": "Content-Type parameter", "bo": "boundary",
    "fi": "file name", "fe": "file name, RFC 2231",
    "fw": "file name, encoded word", "fo": "file name in pieces", "pr": "preamble", "ep": "epilogue", "hc": "HTML comment",
    "ha": "HTML alt", "ht": "HTML title", "hh": "HTML hidden", "hm": "HTML meta", "hs": "HTML style", "hp": "tracking picture",
    "pt": "PNG tEXt", "pz": "PNG zTXt", "pi": "PNG iTXt", "pe": "PNG eXIf", "pa": "behind the PNG", "je": "JPEG EXIF", "jc": "JPEG comment",
    "jx": "JPEG XMP", "jp": "JPEG IPTC", "we": "WebP EXIF", "wx": "WebP XMP", "wa": "behind the WebP", "ja": "behind the JPEG", "nf": "nested From", "ns": "nested file name", "nb": "nested Message-ID",
    "ca": "calendar", "cn": "calendar organiser", "tf": "TNEF file name", "td": "TNEF file", "ts": "TNEF message id",
    "do": "document", "dn": "document name", "zi": "archive"}
OWN = {"sr": "SMTP reply", "sq": "SMTP reply to a letter that is taken", "se": "SMTP extension", "yr": "comment in the rules", "ys": "comment in the settings"}


def word(corner, number):
    assert len(corner) == 2
    return MARK + corner + "".join(LETTERS[number // 26 ** i % 26] for i in (2, 1, 0))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))


def exif(text):
    """A TIFF with one entry: ImageDescription."""
    data = text.encode() + b"\0"
    return b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x010E, 2, len(data), 26, 0) + data


def png(w):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"tEXt", b"Author\0" + w("pt").encode()) + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(w("pz").encode())) +
            chunk(b"iTXt", b"Title\0\0\0en\0\0" + w("pi").encode()) + chunk(b"eXIf", exif(w("pe"))) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"") + w("pa").encode())


def jpeg(w):
    def segment(code, data):
        return b"\xff" + bytes([code]) + struct.pack(">H", len(data) + 2) + data

    def one_code(table):
        return bytes([table, 1]) + bytes(15) + b"\0"
    return (b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + exif(w("je"))) +
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + w("jx").encode() + b"</x>") +
            segment(0xED, b"Photoshop 3.0\0" + w("jp").encode()) +
            segment(0xFE, w("jc").encode()) + segment(0xDB, b"\0" + bytes([1] * 64)) +
            segment(0xC0, struct.pack(">BHHBBBB", 8, 8, 8, 1, 1, 0x11, 0)) + segment(0xC4, one_code(0x00)) +
            segment(0xC4, one_code(0x10)) + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x3f\xff\xd9" + w("ja").encode())


def webp(w):
    def riff(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    pixel = base64.b64decode("LwAAABAHEBERiIj+Bw==")  # lossless, one by one
    parts = (riff(b"VP8X", b"\x0c\0\0\0" + bytes(6)) + riff(b"VP8L", pixel) + riff(b"EXIF", exif(w("we"))) +
             riff(b"XMP ", b"<x>" + w("wx").encode() + b"</x>"))
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts + w("wa").encode()


def tnef(w):
    def attribute(level, name, data):
        return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) % 65536)
    return (struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) +
            attribute(1, 0x00018009, w("ts").encode() + b"\0") + attribute(2, 0x00069002, bytes(14)) +
            attribute(2, 0x00018010, w("tf").encode() + b".doc\0") + attribute(2, 0x0006800F, w("td").encode()))


def part(head, data):
    coded = base64.encodebytes(data).decode()
    return f"{head}\nContent-Transfer-Encoding: base64\n\n{coded}"


def calendar(w):
    return part("Content-Type: text/calendar; method=REQUEST; charset=utf-8\nContent-Disposition: attachment",
                (f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nORGANIZER;CN={w('cn')}:mailto:x@example.org\r\n"
                 f"DESCRIPTION:{w('ca')}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").encode())


def nested(w):
    return (f"Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"{w('ns')}.eml\"\n\n"
            f"From: {w('nf')} <someone@example.org>\nTo: other@example.org\nMessage-ID: <{w('nb')}@example.org>\n"
            "Subject: what came before\n\nHe wrote this to me last week.\n")


# What else a mail carries, by its number.
SORTS = {
    "pictures": lambda w: [part(f"Content-Type: image/png; name=\"{w('fi')}.png\"\nContent-Description: {w('ds')}\n"
                                f"Content-ID: <{w('ci')}@example.org>\n"
                                f"Content-Disposition: attachment; filename=\"{w('fi')}.png\"", png(w)),
                           part("Content-Type: image/jpeg\nContent-Disposition: attachment;\n"
                                f" filename*=utf-8''{w('fe')}%20a.jpg", jpeg(w)),
                           part(f"Content-Type: image/webp\nContent-Disposition: attachment; x-made-by={w('dp')};\n"
                                f" filename*0=\"{w('fo')}\"; filename*1=\".webp\"", webp(w))],
    "documents": lambda w: [part(f"Content-Type: application/pdf; x-note={w('cp')}\n"
                                 f"Content-Disposition: attachment; filename=\"{w('dn')}.pdf\"", b"%PDF-1.4 " + w("do").encode()),
                            part("Content-Type: application/zip\nContent-Disposition: attachment;\n"
                                 f" filename=\"=?utf-8?q?{w('fw')}=2Ezip?=\"",
                                 b"PK\3\4" + w("zi").encode())],
    "nested": lambda w: [nested(w)],
    "calendar": lambda w: [calendar(w)],
    "tnef": lambda w: [part("Content-Type: application/ms-tnef\nContent-Disposition: attachment; filename=winmail.dat", tnef(w))],
    "nothing more": lambda w: []}


def sort_of(number):
    return list(SORTS)[number % len(SORTS)]


TEXTS = ["Madam, somebody made a fake Instagram profile with my photos and sends it to my friends. My name is {name}. Send this to "
         "Museum police station please. He calls from 68310{n:05d}.\n\nRegards,\n{name}\n",
         "എന്റെ ഫോട്ടോ വച്ച് വ്യാജ പ്രൊഫൈൽ ഉണ്ടാക്കി. Museum police station. എന്റെ പേര് {name}. അയാൾ 68310{n:05d} എന്ന "
         "നമ്പറിൽ നിന്ന് വിളിക്കുന്നു.\n\nഎന്ന്\n{name}\n"]


def mail(number, planted=None):
    def w(corner):
        if planted is not None:
            planted.add(corner)
        return word(corner, number)
    name = w("fn").capitalize()
    text = TEXTS[number % len(TEXTS)].format(name=name, n=number)
    html = (f"<html><head><title>{w('ht')}</title><meta name=author content={w('hm')}><style>.{w('hs')} {{color: red}}</style>"
            f"</head><body><!-- {w('hc')} --><p>{text}</p><img alt=\"{w('ha')}\" src=cid:x>"
            f"<img width=1 height=1 src=\"https://t.example.net/{w('hp')}\"><p hidden>{w('hh')}</p></body></html>")
    inner = "inner"
    alternative = (f"Content-Type: multipart/alternative; boundary={inner}\n\n--{inner}\n" +
                   part(f"Content-Type: text/plain; charset=utf-8; x-pane={w('pc')} ({w('xt')})", text.encode()) +
                   f"\n--{inner}\n" + part(f"Content-Type: application/ld+json; x-pane={w('tp')}", w("ta").encode()) + f"\n--{inner}\n" +
                   part("Content-Type: text/html; charset=utf-8", html.encode()) + f"\n--{inner}--\n")
    parts = [alternative, *SORTS[sort_of(number)](w)]
    body = "".join(f"--{w('bo')}\n{each}\n" for each in parts)
    return (f"Return-Path: <{w('rp')}@example.org>\n"
            f"Authentication-Results: mx.example.org; spf=pass smtp.mailfrom={w('au')}.example.org\n"
            f"DKIM-Signature: v=1; a=rsa-sha256; d={w('dk')}.example.org; s=s; h=from; bh=AA==; b=AA==\n"
            f"Received: from {w('rc')}.example.org ({w('xr')}) by mx.example.org; Sun, 22 Nov 2026 10:30:00 +0530\n"
            f"Resent-From: {w('re')}@example.org\nAutocrypt: addr={w('ac')}@example.org; keydata=AA==\n"
            f"From: {name} <{w('fl')}@{w('fd')}.example.org> ({w('xf')})\nSender: {w('sd')}@example.org\n"
            f"To: {w('to')} <complaints@example.org>\nCc: {w('cc')}@example.org\nReply-To: {w('rt')}@example.org\n"
            f"Bcc: {w('bc')}@example.org\nComments: {w('co')}\nKeywords: {w('kw')}\nThread-Topic: {w('tt')}\n"
            f"Subject: fake profile, from {name}\nDate: Sun, 22 Nov 2026 10:30:00 +0530 ({w('xd')})\n"
            f"Message-ID: <{w('mi')}@example.org>\nReferences: <{w('rf')}@example.org>\nIn-Reply-To: <{w('ir')}@example.org>\n"
            f"X-Word: {w('xh')}\nX-Originating-IP: [203.0.113.9] ({w('ip')})\nList-Unsubscribe: <mailto:{w('lu')}@example.org>\n"
            f"List-Id: <{w('li')}.example.org>\nOrganization: {w('or')}\nUser-Agent: {w('um')}/1.0\n"
            f"MIME-Version: 1.0 ({w('xm')})\n"
            f"Content-Type: multipart/mixed; boundary=\"{w('bo')}\"\n\n{w('pr')}\n{body}--{w('bo')}--\n{w('ep')}\n").encode()


def coded_forms():
    """How the beginning of every word looks inside base64 (three alignments), hexadecimal and UTF-16."""
    forms = []
    for text in (MARK, MARK.capitalize()):
        octets = text.encode()
        forms += [octets.hex().encode(), octets.hex().upper().encode(), text.encode("utf-16-le")]
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + octets).rstrip(b"=")
            first = -(-before * 8 // 6)
            forms.append(coded[first:(before + len(octets)) * 8 // 6])
    return forms


FORMS = coded_forms()


def found_in(octets):
    found = {match.group().decode() for match in WORD.finditer(octets.lower())}
    return found | {f"coded {form!r}" for form in FORMS if form in octets}


class Watch(threading.Thread):
    """Reads what the daemon and its children keep outside the state folder, while they run: files already unlinked, the
    environment, the command line."""

    def __init__(self, here):
        super().__init__(daemon=True)
        self.here, self.found, self.files, self.going = here, {}, 0, True

    def run(self):
        while self.going:
            for process in self.family():
                self.look(process)
            time.sleep(0.1)

    def family(self):
        daemon = self.here.daemon
        if daemon is None:
            return []
        pids, children = [daemon.pid], []
        for pid in pids:
            try:
                children = (pathlib.Path("/proc") / str(pid) / "task" / str(pid) / "children").read_text().split()
            except OSError:
                children = []
            pids += [int(child) for child in children]
        return [pathlib.Path("/proc") / str(pid) for pid in pids]

    def look(self, process):
        for name in ("environ", "cmdline"):
            try:
                self.note(name, (process / name).read_bytes())
            except OSError:
                pass
        try:
            links = list((process / "fd").iterdir())
        except OSError:
            return
        for link in links:
            try:
                target = os.readlink(link)
                if target.startswith("/") and not target.startswith(("/dev/", "/proc/", str(self.here.home))):
                    self.files += 1
                    self.note(target, link.read_bytes() if link.is_file() else b"")
            except OSError:
                pass

    def note(self, where, octets):
        for each in found_in(octets):
            self.found[each] = where


REPLIES = [("connect", "421 4.3.2 {}"), ("rcpt", "450 4.2.1 {}"), ("rcpt", "550 5.1.1 <{}@example.org> unknown"),
           ("data", "451 4.3.0 {}"), ("dot", "452 4.2.2 {}"), ("dot", "554 5.7.1 {}")]


class PlantedWords(story.Story):
    def test_no_planted_word_gets_out(self):
        self.temporary = None
        here = self.install(poll=5, changes=lambda text: f"# {word('ys', 0)}\n{text}")
        self.metrics = here.folder / "metrics.prom"
        here.config.write_text(here.config.read_text() + f"metrics: {{textfile: {self.metrics}}}\n")
        here.smtp.extensions += (f"X-{word('se', 0).upper()}",)
        here.smtp.thanks = f" as {word('sq', 0)}"
        rules = here.home / "routing_rules" / "redaction.yaml"
        rules.write_text(f"# {word('yr', 0)}\n{rules.read_text()}")
        self.temporary = here.folder / "tmp"
        self.temporary.mkdir()
        self.addCleanup(os.environ.__setitem__, "TMPDIR", os.environ.get("TMPDIR", "/tmp"))
        os.environ.update(TMPDIR=str(self.temporary), APARAJITA_RETRY_SCALE="60")
        here.first_run()
        watch = Watch(here)
        watch.start()
        began = time.monotonic()
        self.carry(here)
        watch.going = False
        watch.join()
        print(f"\n{MAILS} mails in {time.monotonic() - began:.0f} s")
        self.check_carried(here)
        self.check_places(here, watch)
        self.check_letters(here)
        self.assert_fine(here)

    def carry(self, here):
        for number, (stage, reply) in enumerate(REPLIES):
            here.smtp.fault(stage, reply=reply.format(word("sr", number)), times=1, skip=5 + 3 * number)
        here.start()
        for number in range(MAILS):
            here.imap.deliver(mail(number))
            if number in (MAILS // 3, 2 * MAILS // 3):
                self.kill(here)
        here.wait_until(lambda: here.imap.count("INBOX") == 0, 60 + MAILS, "an empty INBOX")
        self.assertEqual(here.stop(), 0)

    def kill(self, here):
        here.daemon.kill()
        here.daemon.wait()
        here.start()

    def check_carried(self, here):
        """The test is worth something only when the mails went their way."""
        roles = dict(here.state_rows("SELECT role, count(*) FROM v1_intake GROUP BY role"))
        self.assertEqual(roles.pop("first", 0), MAILS)
        # Killed while it moved a mail, it finds it in Done: the same octets at another place.
        self.assertEqual(set(roles) - {"alias"}, set())
        reached = here.state_rows("SELECT kind, count(DISTINCT case_no) FROM v1_letter WHERE state = 'sent' AND kind IN "
                                  "('station', 'desk') GROUP BY kind")
        print("reached", reached)
        self.assertGreaterEqual(dict(reached).get("station", 0), MAILS // 2)
        passed = sum(1 for letter in here.letters() for each in letter["message"].iter_attachments()
                     if each.get_content_type() in ("image/png", "image/jpeg", "image/webp"))
        print("pictures that passed", passed)
        # What a server refuses for good goes to the desk instead, and there no picture goes.
        refused = sum(1 for _, reply in REPLIES if reply.startswith("5"))
        self.assertGreaterEqual(passed, 3 * (MAILS // len(SORTS) - refused))
        sorts = collections.Counter(sort_of(number) for number in range(MAILS))
        self.assertEqual(len(sorts), len(SORTS))
        for number, sort in enumerate(SORTS):
            planted = set()
            mail(number, planted)
            self.assertGreaterEqual(len(planted), 25, sort)
            self.assertLessEqual(planted, set(CORNERS))

    def check_places(self, here, watch):
        self.assertEqual(watch.found, {}, "open files, environment, command line")
        self.assertGreater(watch.files, 0, "no open file was ever looked at")
        self.assertEqual(found_in(here.log().encode()), set(), "log")
        audit = "\n".join(repr(row) for row in here.state_rows("SELECT * FROM audit_event"))
        self.assertIn("redacted", audit)
        self.assertEqual(found_in(audit.encode()), set(), "audit")
        metrics = self.metrics.read_bytes()
        self.assertIn(b"aparajita_mails_received_total", metrics)
        self.assertEqual(found_in(metrics), set(), "metrics")
        self.assertEqual(found_in(here.command("cases", "--json").stdout.encode()), set(), "cases")
        self.assertEqual(found_in(here.command("queue", "list").stdout.encode()), set(), "queue")
        rules_kept = {word("yr", 0)}  # the last good rules are kept whole, comments and all
        for path in [*here.files_of_state(), *self.temporary.rglob("*")]:
            if path.is_file():
                octets = path.read_bytes()
                self.assertEqual(found_in(octets) - rules_kept, set(), path.name)
        self.assertEqual([path for path in here.home.rglob("core*") if path.is_file()], [])

    def check_letters(self, here):
        for letter in here.letters():
            to_her = not letter["to"].endswith(".invalid")
            decoded = [letter["octets"], letter["text"].encode(), "\n".join(map(str, letter["message"].values())).encode()]
            for each in letter["message"].walk():
                if not each.is_multipart():
                    decoded.append(each.get_payload(decode=True) or b"")
                    decoded.append(str(each.get_filename()).encode())
            found = set().union(*(found_in(octets) for octets in decoded))
            if to_her:  # her own address stands in To
                found = {each for each in found if each[len(MARK):len(MARK) + 2] not in ("fl", "fd")}
            self.assertEqual(found, set(), letter["to"])


if __name__ == "__main__":
    story.main()
