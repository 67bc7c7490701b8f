"""The unit keeps its walls: every property that the threat model counts on stands in it, once, with its value.

    python3 tests/systemd/unit_test.py FOLDER_OF_THE_SOURCES

Where systemd-analyze is installed (tests/run --full) the exposure is computed, too: at most 1.5, and no complaint about
the unit's syntax.
"""
import pathlib
import re
import shutil
import subprocess
import sys

WANTED = """
Type=notify NotifyAccess=main WatchdogSec=60 Restart=always RestartSec=5s User=aparajita UMask=0077
StateDirectory=aparajita StateDirectoryMode=0700 RuntimeDirectory=aparajita NoNewPrivileges=yes CapabilityBoundingSet=
AmbientCapabilities= Environment=APARAJITA_BOOT_ID=%b ProtectSystem=strict ProtectProc=invisible ProcSubset=pid
ProtectHome=yes ProtectHostname=yes ProtectClock=yes ProtectKernelTunables=yes ProtectKernelModules=yes
ProtectKernelLogs=yes ProtectControlGroups=yes PrivateTmp=yes PrivateDevices=yes PrivateMounts=yes PrivateUsers=yes
PrivateIPC=yes RestrictNamespaces=yes RestrictRealtime=yes RestrictSUIDSGID=yes RemoveIPC=yes LockPersonality=yes
MemoryDenyWriteExecute=yes KeyringMode=private DevicePolicy=closed NoExecPaths=/ LimitCORE=0 LimitNOFILE=1024
TasksMax=64 MemoryMax=1G MemorySwapMax=0 SystemCallArchitectures=native SystemCallErrorNumber=EPERM
""".split()
WANTED_LINES = [
    "RestartPreventExitStatus=64 65 78",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "ExecPaths=/usr/bin/aparajita /usr/bin/kill /usr/lib",
    "ExecStart=/usr/bin/aparajita run --config /etc/aparajita/aparajita.yaml",
]
# In this order: a later line changes what an earlier one gave.
WANTED_FILTERS = [
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources @obsolete",
    "SystemCallFilter=seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
]
MOST_EXPOSURE = 1.5


def service_lines(unit):
    section = ""
    lines = []
    for line in unit.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and line and not line.startswith("#"):
            lines.append(line)
    return lines


def problems_of(lines):
    problems = [f"missing or changed: {want}" for want in WANTED + WANTED_LINES if lines.count(want) != 1]
    if [line for line in lines if line.startswith("SystemCallFilter=")] != WANTED_FILTERS:
        problems.append("the three SystemCallFilter lines are not as agreed, or not in order")
    once = [line.split("=")[0] for line in lines]
    doubled = {key for key in once if once.count(key) > 1} - {"SystemCallFilter", "LoadCredentialEncrypted"}
    problems += [f"given more than once: {key}" for key in sorted(doubled)]
    credentials = [line for line in lines if line.startswith("LoadCredentialEncrypted=")]
    for name in ("imap-password", "smtp-password"):
        if not any(line.startswith(f"LoadCredentialEncrypted={name}:/") for line in credentials):
            problems.append(f"credential {name} is not loaded")
    return problems


def exposure(unit):
    out = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
                         capture_output=True, text=True, check=False).stdout
    found = re.search(r"Overall exposure level for aparajita.service: ([0-9.]+)", out)
    return float(found.group(1)) if found else None


def main():
    unit = pathlib.Path(sys.argv[1]) / "systemd" / "aparajita.service"
    lines = service_lines(unit)
    problems = problems_of(lines)
    # The checker itself must see a wall that is gone.
    if not problems_of([line for line in lines if line != "NoNewPrivileges=yes"]):
        problems.append("this test does not notice a missing wall")
    if shutil.which("systemd-analyze"):
        score = exposure(unit)
        print(f"exposure {score}, at most {MOST_EXPOSURE}")
        if score is None or score > MOST_EXPOSURE:
            problems.append(f"exposure is {score}")
    print("\n".join(problems) or f"{len(lines)} lines, all walls stand")
    return 1 if problems or not lines else 0


sys.exit(main())
