"""The web server: waitress, set so that nobody who is slow keeps anybody waiting.

One thread takes what comes in from all connections, and a request has a thread of its own only
once all of it is here; answers that are taken slowly wait in that one thread, too.
"""

from __future__ import annotations

import gc
import re
import signal
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher, WSGITask
from waitress.utilities import RequestEntityTooLarge

from reader.web.body_limits import LARGEST, largest_body, largest_of_all
from reader.web.room_for_calls import with_room

MOST_CONNECTIONS = 800
"""Open at once: a process may usually have 1,024 files open, and the database has some."""
LONGEST_HEAD = 32_768
"""Bytes of a request's URL and headers."""
SILENCE = 60
"""Seconds after which a connection on which nothing comes or goes is closed."""
LAST_WORDS = 15
"""Seconds that requests under way have when the server is told to stop."""
_UNENCODED = re.compile(rb"[\x80-\xff]")


class TooLarge(RequestEntityTooLarge):
    """413 in one sentence."""

    def __init__(self, largest: int) -> None:
        super().__init__(
            f"You can send at most {largest / 1_000_000:.3g} MB here at once. Nothing was saved."
        )


class Parser(HTTPRequestParser):
    """Reads a request; refuses a body that its URL does not take before it comes."""

    path: str  # which the stubs leave out

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self._largest = LARGEST

    def parse_header(self, header_plus: bytes) -> None:
        """As waitress does, but for what e-readers leave unencoded in a URL (UTF-8)."""
        first, end, rest = header_plus.partition(b"\r\n")
        first = _UNENCODED.sub(lambda byte: b"%%%02X" % byte[0][0], first)
        super().parse_header(first + end + rest)
        if self.chunked or self.content_length:
            self._largest = largest_body(self.path)

    def received(self, data: bytes) -> int:
        """Take what came, and give how many bytes of it belong to this request."""
        taken = super().received(data)
        size = max(self.content_length, self.body_bytes_received)
        if size > self._largest and (not self.error or self.error.code == TooLarge.code):
            self.error = TooLarge(self._largest)
            self.completed = True
        if self.error:
            self.expect_continue = False  # nothing more is wanted
        return taken


class Task(WSGITask):
    """Makes an answer; one to HEAD ends with its headers."""

    def build_response_header(self) -> bytes:
        """As waitress does, which would send the mark of the end of a body after them."""
        headers: bytes = super().build_response_header()
        if isinstance(self.request, HTTPRequestParser) and self.request.command == "HEAD":
            self.chunked_response = False
        return headers


class Channel(HTTPChannel):
    parser_class = Parser
    task_class = Task


class Threads(ThreadedTaskDispatcher):
    """Those that make answers, each with room for the calls of all that it makes."""

    def handler_thread(self, thread_no: int) -> None:
        """What one of them does until the end."""
        with_room(super().handler_thread)(thread_no)


class Server:
    """Gloss on a host and port, until it is told to stop."""

    def __init__(self, application: Callable, *, host: str, port: int, threads: int) -> None:
        # By file descriptor. They are dispatchers, where waitress's stubs say sockets.
        self._dispatchers: dict[int, Any] = {}
        self._stopping = False
        dispatcher = Threads()
        dispatcher.set_thread_count(threads)
        self._server = create_server(
            application,
            _dispatcher=dispatcher,
            map=self._dispatchers,
            listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            threads=threads,
            ident=None,
            url_prefix=settings.FORCE_SCRIPT_NAME or "",  # whether or not a proxy takes it off
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=True,
            channel_timeout=SILENCE,
            max_request_header_size=LONGEST_HEAD,
            max_request_body_size=largest_of_all() + 1,
            # Behind a proxy Django reads what it says (SECURE_PROXY_SSL_HEADER, and allauth the
            # address); without one nobody is believed.
            clear_untrusted_proxy_headers=not settings.BEHIND_PROXY,
        )
        for server in self._listening():
            server.channel_class = Channel

    def _listening(self) -> list[BaseWSGIServer]:
        found = []
        for dispatcher in self._dispatchers.values():
            if isinstance(dispatcher, BaseWSGIServer):
                found.append(dispatcher)
        return found

    def _busy(self) -> bool:
        """Whether an answer is being made or sent."""
        for channel in self._dispatchers.values():
            if isinstance(channel, HTTPChannel) and (channel.requests or channel.total_outbufs_len):
                return True
        return False

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; then take nothing new, and finish what is under way."""
        _keep_for_good()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            self._turn()
        for server in self._listening():
            server.accepting = False
            if server.socket:
                server.socket.close()
            server.del_channel()
        until = time.monotonic() + LAST_WORDS
        while self._busy() and time.monotonic() < until:
            self._turn()
        wasyncore.close_all(self._dispatchers, ignore_all=True)

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _turn(self) -> None:
        wasyncore.loop(timeout=0.5, map=self._dispatchers, use_poll=True, count=1)


def _keep_for_good() -> None:
    """Load what every request needs, and take it out of the garbage collector's sight. To look
    through all of it would take some request a tenth of a second, again and again, for nothing."""
    _ = get_resolver().url_patterns  # which import all views
    gc.collect()
    gc.freeze()
