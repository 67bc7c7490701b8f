"""The units keep their walls: every property that the threat model counts on stands in walls.conf, which every unit gets
as a drop-in, and no unit takes one down.

    python3 tests/systemd/unit_test.py FOLDER_OF_THE_SOURCES

systemd-analyze judges the units as they are installed: an exposure of at most 1.5, and no complaint about their syntax.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_EXPOSURE = 1.5
WALLS = """
UMask=0077 NoNewPrivileges=yes CapabilityBoundingSet= AmbientCapabilities= Environment=APARAJITA_BOOT_ID=%b
ProtectSystem=strict ProtectProc=invisible ProcSubset=pid ProtectHome=yes ProtectHostname=yes ProtectClock=yes
ProtectKernelTunables=yes ProtectKernelModules=yes ProtectKernelLogs=yes ProtectControlGroups=yes PrivateTmp=yes
PrivateDevices=yes PrivateMounts=yes PrivateUsers=yes PrivateIPC=yes RestrictNamespaces=yes RestrictRealtime=yes
RestrictSUIDSGID=yes RemoveIPC=yes LockPersonality=yes MemoryDenyWriteExecute=yes KeyringMode=private DevicePolicy=closed
NoExecPaths=/ LimitCORE=0 LimitNOFILE=1024 TasksMax=64 MemoryMax=1G MemorySwapMax=0 SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
""".split() + [
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "ExecPaths=/usr/bin/aparajita /usr/bin/kill /usr/lib",
    # In this order: a later line changes what an earlier one gave.
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources @obsolete",
    "SystemCallFilter=seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
]
DAEMON = ["Type=notify", "NotifyAccess=main", "WatchdogSec=60", "Restart=always", "RestartSec=5s",
          "RestartPreventExitStatus=64 65 78"]
SINGLE = ["User=aparajita", "Group=aparajita", "StateDirectory=aparajita", "StateDirectoryMode=0700"]
INSTANCE = ["DynamicUser=yes", "User=aparajita-%i", "StateDirectory=aparajita-%i", "StateDirectoryMode=0700"]
UNITS = {
    "aparajita.service": DAEMON + SINGLE + ["ExecStart=/usr/bin/aparajita run --config /etc/aparajita/aparajita.yaml"],
    "aparajita@.service": DAEMON + INSTANCE + ["ExecStart=/usr/bin/aparajita run --config /etc/aparajita/%i/aparajita.yaml"],
    "aparajita-report.service": SINGLE + ["Type=oneshot"],
    "aparajita-report@.service": INSTANCE + ["Type=oneshot"],
}
# The folder of drop-ins from which a unit gets its walls; systemd.unit(5): a prefix that ends in a dash serves all.
WALLED_BY = {name: ("aparajita-" if "-report" in name else name.removesuffix(".service")) for name in UNITS}


def service_lines(file):
    section = ""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and line and not line.startswith("#"):
            lines.append(line)
    return lines


def problems_of_walls(lines):
    problems = [f"missing or changed: {want}" for want in WALLS if lines.count(want) != 1]
    problems += [f"not agreed: {line}" for line in lines if line not in WALLS]
    filters = [line for line in lines if line.startswith("SystemCallFilter=")]
    if filters != [line for line in WALLS if line.startswith("SystemCallFilter=")]:
        problems.append("the three SystemCallFilter lines are not in order")
    return problems


def problems_of_unit(lines, own):
    problems = [f"missing or changed: {want}" for want in own if lines.count(want) != 1]
    walled = {line.split("=")[0] for line in WALLS}
    problems += [f"a wall belongs into walls.conf: {line}" for line in lines if line.split("=")[0] in walled]
    for name in ("imap-password", "smtp-password") if DAEMON[0] in own else ():
        if not any(line.startswith(f"LoadCredentialEncrypted={name}:/") for line in lines):
            problems.append(f"credential {name} is not loaded")
    return problems


def lay_out(source, folder, walls):
    """As systemd/CMakeLists.txt installs them."""
    for name in UNITS:
        shutil.copy(source / name, folder)
        drop_ins = folder / f"{WALLED_BY[name]}.service.d"
        drop_ins.mkdir(exist_ok=True)
        if walls:
            shutil.copy(source / "walls.conf", drop_ins / "10-walls.conf")


def exposure(source, name, walls=True):
    with tempfile.TemporaryDirectory() as folder:
        lay_out(source, pathlib.Path(folder), walls)
        # A template is judged by an instance of it.
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", name.replace("@.", "@kerala.")],
                              capture_output=True, text=True, check=False, env={**os.environ, "SYSTEMD_UNIT_PATH": folder})
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    return float(found.group(1)) if found else None


def main():
    source = pathlib.Path(sys.argv[1]) / "systemd"
    walls = service_lines(source / "walls.conf")
    problems = [f"walls.conf: {each}" for each in problems_of_walls(walls)]
    # The checker itself must see a wall that is gone.
    if not problems_of_walls([line for line in walls if line != "NoNewPrivileges=yes"]):
        problems.append("this test does not notice a missing wall")
    if exposure(source, "aparajita.service", walls=False) < 5:
        problems.append("systemd-analyze finds no difference without the walls")
    for name, own in UNITS.items():
        problems += [f"{name}: {each}" for each in problems_of_unit(service_lines(source / name), own)]
        score = exposure(source, name)
        print(f"{name}: exposure {score}, at most {MOST_EXPOSURE}")
        if score is None or score > MOST_EXPOSURE:
            problems.append(f"{name}: exposure is {score}")
    print("\n".join(problems) or f"{len(walls)} lines, all walls stand")
    return 1 if problems or not walls else 0


sys.exit(main())
