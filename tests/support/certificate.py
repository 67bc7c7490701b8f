"""Certificates for private servers, made by the openssl program.

    from certificate import make
    made = make(folder)                      # for localhost, 127.0.0.1 and ::1
    made.ca_file, made.cert_file, made.key_file
    make(folder, names=("DNS:other.example",))     # a certificate with the wrong name
    make(folder, days=-1)                          # an expired one

The authority is new each time, so two folders never trust each other.
"""
import dataclasses
import pathlib
import subprocess

HERE = ("DNS:localhost", "IP:127.0.0.1", "IP:::1")


@dataclasses.dataclass
class Certificate:
    ca_file: str
    cert_file: str
    key_file: str


def _openssl(folder, *arguments):
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError("openssl " + arguments[0] + " failed: " + done.stderr.strip())


def make(folder, names=HERE, days=40):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    _openssl(folder, "req", "-x509", *curve, "-days", "40", "-subj", "/CN=Private test authority",
             "-keyout", "ca.key", "-out", "ca.pem",
             "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    _openssl(folder, "req", *curve, "-subj", "/CN=Private test server",
             "-keyout", "server.key", "-out", "server.csr")
    (folder / "server.ext").write_text(
        "subjectAltName=" + ",".join(names) + "\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n")
    _openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
             "-CAcreateserial", "-days", str(days), "-extfile", "server.ext", "-out", "server.pem")
    return Certificate(str(folder / "ca.pem"), str(folder / "server.pem"), str(folder / "server.key"))
