"""What systemd hears: READY, RELOADING, WATCHDOG, STOPPING, on a notify socket of our own."""
import os
import signal
import socket
import threading

import story


class Listener:
    def __init__(self, folder):
        self.path = str(folder / "notify.sock")
        self.heard = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                self.heard.append(self._socket.recv(4096).decode())
            except OSError:
                return

    def count(self, word):
        return sum(message.count(word) for message in self.heard)

    def close(self):
        self._socket.close()


class UnderSystemd(story.Story):
    def test_it_tells_systemd_what_it_does(self):
        here = self.install(poll=5)
        here.first_run()
        listener = Listener(here.folder)
        self.addCleanup(listener.close)
        os.environ.update(NOTIFY_SOCKET=listener.path, WATCHDOG_USEC="400000")
        try:
            here.start()
        finally:
            del os.environ["NOTIFY_SOCKET"], os.environ["WATCHDOG_USEC"]
        here.wait_until(lambda: listener.count("READY=1") == 1, 5, "READY")
        self.assertEqual(listener.heard[0].split("\n")[0], "READY=1", "nothing before it is ready")
        here.wait_until(lambda: listener.count("WATCHDOG=1") >= 3, 5, "the watchdog's food")
        here.signal(signal.SIGHUP)
        here.wait_until(lambda: listener.count("RELOADING=1") == 1 and listener.count("READY=1") == 2, 5, "a reload")
        self.assertEqual(here.stop(), 0)
        here.wait_until(lambda: listener.count("STOPPING=1") == 1, 5, "the end")

    def test_a_daemon_without_systemd_says_nothing_and_works(self):
        here = self.install()
        self.assertNotIn("NOTIFY_SOCKET", os.environ)
        here.first_run()


if __name__ == "__main__":
    story.main()
