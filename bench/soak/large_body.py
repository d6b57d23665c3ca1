"""A body of 400 MB, announced or sent in pieces of unknown number: refused before it has come.

Counted are the bytes that could be sent before the server's answer was there: what it took, and
what lay on the way.
"""

from __future__ import annotations

import socket

from bench.bars import Bars
from bench.library import make_chapter
from bench.server import running
from bench.soak.instance import Others, open_instance, visits

SIZE = 400_000_000
MOST = 10_000_000
"""Bytes: what the place takes (2 MB), and what may lie in the buffers of two sockets."""
PIECE = b"x" * 65_536
HEAD = (
    "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Content-Type: multipart/form-data; boundary=b\r\n{}\r\n\r\n"
)


def refused(port: int, path: str, *, announced: bool) -> tuple[int, int]:
    """The status that came, 0 for none, and the bytes of the body sent until then."""
    said = f"Content-Length: {SIZE}" if announced else "Transfer-Encoding: chunked"
    piece = PIECE if announced else b"%x\r\n%s\r\n" % (len(PIECE), PIECE)
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(HEAD.format(path, said).encode())
        client.settimeout(0.05 if announced else 0.001)
        answer = b""
        while sent < SIZE and not answer:
            try:
                answer = client.recv(100)
            except TimeoutError:
                client.settimeout(5)
                try:
                    client.sendall(piece)
                except OSError:
                    break
                client.settimeout(0.001)
                sent += len(piece)
            except OSError:
                break
        try:
            client.settimeout(5)
            answer = answer or client.recv(100)
        except OSError:
            pass
    words = answer.split(b" ")
    return (int(words[1]) if len(words) > 1 else 0), sent


def main() -> None:
    """Send them to a form that everybody has, and to where one comments and brings files."""
    print(f"A body of {SIZE:,} bytes")
    open_instance()
    chapter, _ = make_chapter(1_000, 10)
    path = chapter.get_absolute_url()
    bars = Bars()
    with running() as server, Others(visits(server.port, ["/healthz", path])) as others:
        for place in ("/look/", f"{path}comments/", "/desk/bring/"):
            for announced in (True, False):
                status, sent = refused(server.port, place, announced=announced)
                way = "announced" if announced else "in pieces"
                most = 210_000_000 if place == "/desk/bring/" and not announced else MOST
                bars.at_most(f"{way}, to {place}, {status}: taken", sent, most, "bytes", ",d")
                bars.none_of(f"{way}, to {place}, accepted", [] if status in (0, 413) else [path])
    others.judge(bars, "meanwhile")
    bars.finish()


if __name__ == "__main__":
    main()
