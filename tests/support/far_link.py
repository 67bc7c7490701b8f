"""A network of its own for one program, and one link out of it that can be pulled: no octet passes any more, and no FIN.

    import far_link                                 # with tests/support on sys.path
    link = far_link.start(imap_port, smtp_port)     # inside, 127.0.0.1:PORT leads to 127.0.0.1:PORT out here
    link.inside                                     # the words that start a program there: [*link.inside, program, ...]
    link.pull() / link.plug()
    link.stop()

Needs root: start() raises PermissionError where no network namespace may be made. What is inside speaks with sockets of that
namespace whose octets a thread carries out; the link is its loopback device, so that to pull it takes the way from under
living connections, as a dead router does. Nothing outside is touched.
"""
import ctypes
import os
import select
import socket
import subprocess
import threading

CLONE_NEWNET = 0x40000000  # sched.h


class Link:
    def __init__(self, ports):
        self._listeners, self._open, self._lock, self._failed = {}, [], threading.Lock(), None
        maker = threading.Thread(target=self._make, args=(ports,))
        maker.start()
        maker.join()
        if self._failed:
            raise self._failed
        self.inside = ["nsenter", f"--net=/proc/{os.getpid()}/fd/{self._namespace}"]
        threading.Thread(target=self._serve, daemon=True).start()

    def _make(self, ports):
        """Only this thread moves in; what it opens stays of that namespace."""
        try:
            if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "unshare")
            self._namespace = os.open(f"/proc/self/task/{threading.get_native_id()}/ns/net", os.O_RDONLY)
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            for port in ports:
                self._listeners[socket.create_server(("127.0.0.1", port), backlog=64)] = port
        except OSError as failure:
            self._failed = failure

    def _serve(self):
        while self._listeners:
            try:
                ready, _, _ = select.select(list(self._listeners), [], [], 0.1)
                pairs = [(listener.accept()[0], socket.create_connection(("127.0.0.1", self._listeners[listener])))
                         for listener in ready]
            except (OSError, ValueError, KeyError):  # nobody listens out here, or we were stopped
                continue
            for near, far in pairs:
                with self._lock:
                    self._open += [near, far]
                for here, there in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(here, there), daemon=True).start()

    @staticmethod
    def _carry(here, there):
        try:
            while octets := here.recv(65536):
                there.sendall(octets)
            there.shutdown(socket.SHUT_WR)
        except OSError:
            for each in (here, there):
                each.close()

    def pull(self):
        self._set("down")

    def plug(self):
        self._set("up")

    def _set(self, state):
        subprocess.run([*self.inside, "ip", "link", "set", "lo", state], check=True)

    def stop(self):
        listeners, self._listeners = self._listeners, {}
        with self._lock:
            for each in [*listeners, *self._open]:
                each.close()
        os.close(self._namespace)


def start(*ports):
    return Link(ports)
