#!/usr/bin/env python3
"""Holds the #include lines and the forbidden words of daemon/ against the floor plan that CMake wrote.

usage: floor_plan.py SOURCE_DIR FLOOR_PLAN      (exit 1 with one line per breach)
       floor_plan.py --self-test SOURCE_DIR FLOOR_PLAN   (breaks a copy in each way and wants each breach named)
"""
import pathlib
import re
import shutil
import sys
import tempfile

# Third-party headers and the rooms that may name them. A header not listed here is a breach: the plan is complete.
THIRD_PARTY = {
    r"tl/expected\.hpp": {"base"},
    r"sodium\.h": {"base", "seal"},
    r"fmt/.*": None,
    r"spdlog/.*": {"pipeline", "commands"},
    r"yaml-cpp/.*": {"yaml"},
    r"gmime/.*": {"message"},
    r"gumbo\.h": {"message"},
    r"ytnef\.h|tnef-.*\.h": {"message"},
    r"unicode/.*": {"message", "understanding", "redaction", "letter", "settings"},
    r"re2/.*": {"understanding", "routing", "redaction"},
    r"mimetic/.*": {"letter"},
    r"kainjow/.*": {"letter"},
    r"sqlite3\.h": {"store"},
    r"curl/.*": {"session"},
    r"boost/asio.*": {"session", "mailbox", "delivery", "pipeline"},
    r"boost/system/.*": {"session", "mailbox", "delivery", "pipeline"},
    r"seccomp\.h": {"reader"},
    r"linux/(landlock|seccomp|filter|audit)\.h": {"reader"},
    r"nlohmann/.*": {"yaml", "message", "audit", "ledger", "reader", "pipeline", "commands", "routing",
                     "redaction"},
    r"CLI/.*": {"commands"},
    r"systemd/.*": {"pipeline"},
}
# Headers of the system and the C library that pure rooms must not use.
IMPURE_HEADERS = {
    "thread", "mutex", "shared_mutex", "condition_variable", "future", "fstream", "filesystem", "iostream", "random",
    "csignal", "ctime", "unistd.h", "fcntl.h", "time.h", "signal.h", "sys/socket.h", "sys/stat.h", "sys/types.h",
}
IMPURE_WORDS = re.compile(
    r"\b(getenv|setenv|system_clock|steady_clock|gettimeofday|clock_gettime|fopen|freopen|std::cout|std::cerr|"
    r"random_device|randombytes\w*|spdlog|thread_local)\b")
LOGGING = re.compile(r"\bspdlog\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
NOT_PURE_EXEMPT = {("base", "ensure.cpp")}  # prints file and line before it aborts


def read_plan(path):
    rooms = {}
    for line in pathlib.Path(path).read_text().splitlines():
        name, kind, needs = (line.split(" ") + [""])[:3]
        rooms[name] = (kind, {n for n in needs.split(",") if n})
    if len(rooms) < 15:
        sys.exit(f"only {len(rooms)} rooms in {path}: the floor plan was not written")
    return rooms


def may_include(rooms, room):
    """What is declared, itself, and base. What a need leans on in turn is not thereby open: letter leans on
    redaction, which leans on message, and still no letter may know a ParsedMail."""
    return rooms[room][1] | {room, "base"}


def without_comments_and_strings(text):
    text = re.sub(r'R"(\w*)\(.*?\)\1"', '""', text, flags=re.S)
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"//[^\n]*", "", text)


def check_include(room, rooms, allowed, quoted, system):
    if quoted is not None:
        target = quoted.split("/")[0]
        if target not in rooms:
            return f"includes \"{quoted}\", which belongs to no room"
        if target not in allowed:
            return f"includes \"{quoted}\", but {room} may not lean on {target}"
        return None
    for pattern, who in THIRD_PARTY.items():
        if re.fullmatch(pattern, system):
            return None if who is None or room in who else f"includes <{system}>, which {room} may not use"
    if rooms[room][0] == "pure" and system in IMPURE_HEADERS:
        return f"includes <{system}>, but {room} is pure"
    if "/" in system and not system.startswith(("sys/", "netinet/", "arpa/", "linux/", "experimental/")):
        return f"includes <{system}>, a library the floor plan does not know"
    return None


def check_file(path, room, rooms):
    text = path.read_text(encoding="utf-8")
    allowed = may_include(rooms, room)
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            breach = check_include(room, rooms, allowed, *found.groups())
            if breach:
                yield f"{path}:{number}: {breach}"
    code = without_comments_and_strings(text)
    words = IMPURE_WORDS if rooms[room][0] == "pure" else LOGGING
    if room in ("pipeline", "commands") or (room, path.name) in NOT_PURE_EXEMPT:
        return
    for found in words.finditer(code):
        yield f"{path}: uses {found.group(0)}, which {room} must not"


def check(source, plan):
    rooms = read_plan(plan)
    breaches, files = [], 0
    for path in sorted((pathlib.Path(source) / "daemon").rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        files += 1
        room = path.relative_to(pathlib.Path(source) / "daemon").parts[0]
        if room not in rooms:
            breaches.append(f"{path}: lies in {room}, which is not on the floor plan")
            continue
        breaches.extend(check_file(path, room, rooms))
    if files < 60:
        sys.exit(f"only {files} files looked at: wrong folder?")
    return breaches


BREAKS = [
    ("base/text.cpp", '#include "store/store.h"', "base may not lean on store"),
    ("routing/decision.h", '#include "letter/letter.h"', "routing may not lean on letter"),
    ("letter/letter.h", '#include "message/parsed_mail.h"', "letter may not lean on message"),
    ("redaction/redact.h", "#include <fstream>", "but redaction is pure"),
    ("mailbox/mailbox.h", "#include <sqlite3.h>", "which mailbox may not use"),
    ("understanding/facts.h", "inline auto now() { return std::chrono::system_clock::now(); }", "uses system_clock"),
]


def self_test(source, plan):
    missed = 0
    for name, line, wanted in BREAKS:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(pathlib.Path(source) / "daemon", pathlib.Path(folder) / "daemon")
            target = pathlib.Path(folder) / "daemon" / name
            target.write_text(target.read_text(encoding="utf-8") + "\n" + line + "\n", encoding="utf-8")
            found = [b for b in check(folder, plan) if wanted in b]
        print(f"{'found ' if found else 'MISSED'} {name}: {line}")
        missed += not found
    return missed


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        return 1 if self_test(*arguments[1:3]) else 0
    breaches = check(*arguments[:2])
    for breach in breaches:
        print(breach)
    print(f"{len(breaches)} breaches of the floor plan")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
