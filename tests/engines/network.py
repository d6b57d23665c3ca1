"""A way to the server that can be cut: the browsers here have no switch for their network that
both know."""

from __future__ import annotations

import contextlib
import socket
import threading


class Network:
    """Passes on what comes to a port of its own, until it is cut; then nobody listens there."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Refuse whatever comes, and break off what is under way."""
        _end(self._listener)
        with self._lock:
            for connection in self._open:
                _end(connection)

    def mend(self) -> None:
        """Pass on again, at the same address."""
        self._listener = self._listen(int(self.url.rsplit(":", 1)[1]))

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                browser, _ = listener.accept()
                server = socket.create_connection(self._server)
            except OSError:
                return
            with self._lock:
                self._open |= {browser, server}
            for ends in ((browser, server), (server, browser)):
                threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, from_: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while came := from_.recv(65536):
                to.sendall(came)
        _end(to)
        with self._lock:
            self._open.discard(from_)


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
