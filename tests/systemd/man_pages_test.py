"""The manual pages name what the program has: every command, every settings key, every log event, figure and alarm.

    python3 tests/systemd/man_pages_test.py FOLDER_OF_THE_SOURCES BINARY
"""
import pathlib
import re
import subprocess
import sys

# Events whose name is put together, or comes from a table: as they appear.
COMPOSED = {"rules_tried", "rules_move_too_many", "letter_accepted", "letter_try_later", "letter_refused",
            "letter_uncertain", "reveal_limit_reached", "contact_limit_reached", "log_lines_lost"}


def words_of(page):
    """The text as a reader sees its names: without the marks of the page's language."""
    return set(re.findall(r"[a-z][a-z0-9_-]*", page.read_text(encoding="utf-8").replace("\\-", "-").replace("\\fI", " ")))


def commands_of(binary):
    shown = subprocess.run([binary, "--help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"(?m)^  ([a-z][a-z-]+) ", shown.partition("Subcommands:")[2]))


def matches(folder, pattern):
    return {name for file in sorted(folder.glob("*.cpp")) for name in re.findall(pattern, file.read_text(encoding="utf-8"))}


def main():
    source, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    pages, rooms = source / "systemd" / "man", source / "daemon"
    log = words_of(pages / "aparajita-log.7")
    wanted = {
        "aparajita.1": commands_of(binary),
        "aparajita.yaml.5": matches(rooms / "settings", r'read_[a-z_]+\([a-z_]+, "([a-z_]+)"'),
        "aparajita-log.7": matches(rooms / "pipeline", r'log_(?:event|failure|problems)\((?:\s*Level::[a-z]+,)?\s*"([a-z_]*[a-z])"')
        | {name.removesuffix("_total") for name in matches(rooms / "pipeline", r'out\.(?:family|one|maybe)\("([a-z_]+)"')}
        | {name + "_total" for name in matches(rooms / "pipeline", r'out\.count\("([a-z_]+)"')}
        | matches(rooms / "pipeline", r'\{[a-z_]+, "([a-z_]+)", (?:lasts|happens)') | COMPOSED,
    }
    problems = []
    for page, names in wanted.items():
        print(f"{page}: {len(names)} names")
        if len(names) < 12:
            problems.append(f"{page}: only {len(names)} names were found in the program: the patterns no longer fit")
        problems += [f"{page} does not tell of {name}" for name in sorted(names - words_of(pages / page))]
    # The other way round: an event that the page tells of and nobody logs.
    told = re.findall(r"(?m)^\.TP\n\.B ([a-z_]+)$", (pages / "aparajita-log.7").read_text(encoding="utf-8"))
    problems += [f"aparajita-log.7 tells of {name}, which is nowhere" for name in sorted(set(told) - wanted["aparajita-log.7"])]
    if not log:
        problems.append("aparajita-log.7 is empty")
    print("\n".join(problems) or "the pages tell of everything")
    return 1 if problems else 0


sys.exit(main())
