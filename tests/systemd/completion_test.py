"""What bash offers behind `aparajita` is what the program takes.

    python3 tests/systemd/completion_test.py FOLDER_OF_THE_SOURCES BINARY
"""
import os
import pathlib
import subprocess
import sys
import tempfile


def offered(script, folder, *words):
    """The offers for the last of these words, which may be empty."""
    line = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(
        ["bash", "-c", f"set -e; source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _aparajita; "
                       "printf '%s\\n' \"${COMPREPLY[@]}\""],
        capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
    return set(done.stdout.split())


def main():
    script = pathlib.Path(sys.argv[1]).resolve() / "systemd" / "package" / "aparajita.bash"
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "aparajita").symlink_to(pathlib.Path(sys.argv[2]).resolve())
        (pathlib.Path(folder) / "mail.eml").touch()
        (pathlib.Path(folder) / "rules").mkdir()
        asked = [
            (("aparajita", "qu"), {"queue", "quarantine"}, set()),
            (("aparajita", "audit", "ver"), {"verify"}, set()),
            (("aparajita", "audit", "verify", "--"), {"--json"}, {"--once"}),
            (("aparajita", "--config", "x", "run", "--o"), {"--once"}, set()),
            (("aparajita", "explain", "ma"), {"mail.eml"}, set()),
            (("aparajita", "replay", "--rules", ""), {"rules"}, {"mail.eml"}),
        ]
        wrong = []
        for words, wanted, unwanted in asked:
            got = offered(script, folder, *words)
            if not wanted <= got or got & unwanted:
                wrong.append(f"{' '.join(words)!r} offers {sorted(got)}")
    print("\n".join(wrong) or f"{len(asked)} questions, each answered")
    return 1 if wrong else 0


sys.exit(main())
