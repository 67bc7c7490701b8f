"""A TCP proxy on loopback that spoils what passes through it, without TLS.

    import fault_proxy                                  # with tests/support on sys.path
    proxy = fault_proxy.start(port)                     # towards 127.0.0.1:port
    proxy.port
    proxy.cut_after(700, times=2)                       # a connection ends after 700 octets of the server's
    proxy.cut_after(700, how="reset")
    proxy.rewrite(rb"RFC822\\.SIZE (\\d+)", rb"RFC822.SIZE 9", times=3)       # in what the server says
    proxy.rewrite_sent(rb" IDLE\r\n", b" IDLY\r\n")     # in what the client says
    proxy.before(rb"UID FETCH .*PEEK", deed)            # deed() runs once, before the client's octets go on
    proxy.freeze() / proxy.thaw()                       # the connections of now carry nothing more; new ones do
    proxy.connections                                   # how many there were
    proxy.stop()

A pattern is looked for in each piece as it comes; over loopback a line comes in one piece.
"""
import re
import select
import socket
import struct
import threading


class Proxy:
    def __init__(self, target):
        self.target = target
        self.connections = 0
        self._lock = threading.Lock()
        self._cuts, self._rewrites, self._rewrites_sent, self._deeds = [], [], [], []
        self._generation, self._frozen_below = 0, 0
        self._open = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    # --- what a test asks for ---

    def cut_after(self, octets, times=1, how="close"):
        with self._lock:
            self._cuts += [(octets, how)] * times

    def rewrite(self, pattern, by, times=None):
        with self._lock:
            self._rewrites.append([re.compile(pattern, re.S), by, times])

    def rewrite_sent(self, pattern, by, times=None):
        with self._lock:
            self._rewrites_sent.append([re.compile(pattern, re.S), by, times])

    def before(self, pattern, deed):
        with self._lock:
            self._deeds.append((re.compile(pattern, re.S), deed))

    def freeze(self):
        with self._lock:
            self._frozen_below = self._generation + 1

    def thaw(self):
        with self._lock:
            self._frozen_below = 0

    def stop(self):
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._listener.close()
        for each in list(self._open):
            each.close()

    # --- carrying ---

    def _serve(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._generation += 1
                generation = self._generation
                cut = self._cuts.pop(0) if self._cuts else None
            threading.Thread(target=self._carry, args=(client, generation, cut), daemon=True).start()

    def _carry(self, client, generation, cut):
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()
            return
        pair = (client, server)
        self._open += pair
        left, how = cut if cut else (None, None)
        try:
            while True:
                ready, _, _ = select.select(pair, [], [], 0.05)
                if generation < self._frozen_below:
                    continue  # neither octets nor an end pass any more
                for end in ready:
                    octets = end.recv(65536)
                    if not octets:
                        return
                    if end is client:
                        self._do_deeds(octets)
                        server.sendall(self._spoil(octets, self._rewrites_sent))
                        continue
                    octets = self._spoil(octets, self._rewrites)
                    client.sendall(octets if left is None else octets[:left])
                    if left is not None:
                        left -= min(left, len(octets))
                        if left == 0:
                            return
        except (OSError, ValueError):
            pass  # closed by the other side, or (no socket any more) by us
        finally:
            if how == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for end in pair:
                end.close()
                self._open.remove(end)

    def _do_deeds(self, octets):
        with self._lock:
            due = [deed for pattern, deed in self._deeds if pattern.search(octets)]
            self._deeds = [each for each in self._deeds if not each[0].search(octets)]
        for deed in due:
            deed()

    def _spoil(self, octets, rules):
        with self._lock:
            for rule in rules:
                pattern, by, times = rule
                if times == 0:
                    continue
                octets, count = pattern.subn(by, octets, count=times or 0)
                if times is not None:
                    rule[2] = times - count
        return octets


def start(target):
    return Proxy(target)
