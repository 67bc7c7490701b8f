"""A stub of a provider's token server, over TLS: refresh tokens in, access tokens out, and what Dovecot asks about them.

    import token_issuer                              # with tests/support on sys.path
    issuer = token_issuer.start(user="complaints@example.org", refresh="first-refresh-token")
    issuer.token_url, issuer.ca_file                 # for the settings file
    issuer.introspection_url                         # for Dovecot's oauth2 passdb (plain http, loopback)
    issuer.lasts = 3600                              # expires_in of what it gives next
    issuer.rotate = True                             # each answer brings a new refresh token, the old one dies
    issuer.revoke()                                  # every refresh token is refused: invalid_grant
    issuer.expire()                                  # every access token given so far is worth nothing
    issuer.answer = (503, "busy")                    # this answer instead; None: as usual
    issuer.delay = 0                                 # seconds before each answer
    issuer.asked                                     # the forms it got, as dicts
    issuer.refresh                                   # the refresh token it accepts now
    issuer.stop()
"""
import http.server
import json
import pathlib
import shutil
import ssl
import tempfile
import threading
import time
import urllib.parse

import certificate


class Issuer:
    def __init__(self, user, refresh):
        self.user, self.refresh = user, refresh
        self.lasts, self.rotate, self.answer, self.delay = 3600, False, None, 0
        self.asked, self._access, self._number = [], set(), 0
        self._lock = threading.Lock()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="issuer-"))
        made = certificate.make(self._folder / "tls")
        self.ca_file = made.ca_file
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made.cert_file, made.key_file)
        self._secure, self.token_url = self._serve(self._token, context)
        self._plain, self.introspection_url = self._serve(self._introspect, None)

    def revoke(self):
        with self._lock:
            self.refresh = None

    def expire(self):
        with self._lock:
            self._access.clear()

    def stop(self):
        for server in (self._secure, self._plain):
            server.shutdown()
            server.server_close()
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- inside ---

    def _serve(self, answer, context):
        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                status, body = answer(self.path, self.rfile.read(length).decode(), self.headers)
                octets = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            do_GET = do_POST = _answer

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        scheme = "http" if context is None else "https"
        return server, f"{scheme}://localhost:{server.server_address[1]}/"

    def _token(self, _path, body, _headers):
        form = {name: values[0] for name, values in urllib.parse.parse_qs(body).items()}
        with self._lock:
            self.asked.append(form)
            canned = self.answer
        time.sleep(self.delay)
        if canned is not None:
            return canned
        with self._lock:
            if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh:
                return 400, json.dumps({"error": "invalid_grant"})
            self._number += 1
            access = f"access-{self._number}"
            self._access.add(access)
            given = {"access_token": access, "token_type": "Bearer", "expires_in": self.lasts}
            if self.rotate:
                self.refresh = f"refresh-{self._number}"
                given["refresh_token"] = self.refresh
            return 200, json.dumps(given)

    def _introspect(self, _path, _body, headers):
        token = (headers.get("Authorization") or "").partition(" ")[2]
        with self._lock:
            good = token in self._access
        if not good:
            return 200, json.dumps({"active": False, "user": self.user})
        return 200, json.dumps({"active": True, "user": self.user, "username": self.user})


def start(user="complaints@example.org", refresh="first-refresh-token"):
    return Issuer(user, refresh)
