"""The server as it is started: a process on a port, and clients of every kind."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse

import pytest
from django.conf import settings

from reader.web.serving import Server

PATIENCE = 20
"""Seconds that a test waits for an answer."""
STALLED = 24
POST = (
    b"POST /look/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
)


def run(folder, *told: str, **more: str) -> subprocess.Popen:
    """A command of an instance of its own, with an environment as a host sets it."""
    env = {"PATH": os.environ["PATH"], "GLOSS_VAR": str(folder), "SECRET_KEY": "k" * 60,
           "DATABASE_URL": f"sqlite:///{folder}/gloss.sqlite3", **more}  # fmt: skip
    return subprocess.Popen([sys.executable, "manage.py", *told], cwd=settings.ROOT, env=env)


def serve(folder, *told: str, **env: str) -> tuple[subprocess.Popen, int]:
    """The process and the port of a server that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = run(folder, "serve", "--port", str(port), *told, **env)
    for _ in range(10 * PATIENCE):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    return process, port


@pytest.fixture(scope="module")
def instance(tmp_path_factory, new_database) -> str:
    folder = tmp_path_factory.mktemp("instance")
    shutil.copy(new_database, folder / "gloss.sqlite3")
    return str(folder)


@pytest.fixture
def another_instance(instance, tmp_path) -> str:
    return shutil.copytree(instance, tmp_path / "instance")


@pytest.fixture(scope="module")
def port(instance) -> Iterator[int]:
    process, port = serve(instance, GLOSS_HTTPS="0")
    yield port
    process.kill()
    process.wait()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    return connection.getresponse()


def said(port: int, *pieces: bytes) -> socket.socket:
    """A client that says so much, or as much of it as the server listens to."""
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    for piece in pieces:
        client.sendall(piece)
    return client


@pytest.mark.parametrize(
    "half",
    [b"GET /sto", POST, POST + b"Content-Length: 4000\r\n\r\n--x\r\n"],
    ids=["request line", "headers", "body"],
)
def test_clients_that_stall_keep_nobody_waiting(port, half):
    with ExitStack() as stack:
        for _ in range(STALLED):
            stack.enter_context(said(port, half))
        for path in ("/healthz", "/opds/", "/healthz"):
            assert ask(port, path).status == 200


def test_a_large_body_is_refused_before_it_is_sent(port):
    for expecting in (b"", b"Expect: 100-continue\r\n"):
        with said(port, POST, expecting, b"Content-Length: 400000000\r\n\r\n") as client:
            answer = client.recv(1000)
            assert answer.startswith(b"HTTP/1.1 413"), answer


def test_a_large_body_in_pieces_of_unknown_number_is_not_read_to_its_end(port):
    most, sent, piece = 100_000_000, 0, b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with said(port, POST, b"Transfer-Encoding: chunked\r\n\r\n") as client, pytest.raises(OSError):
        while sent < most:
            client.sendall(piece)
            sent += len(piece)
    assert sent < most / 4


def test_an_address_that_was_not_encoded_is_understood_as_utf8(port):
    query = "GET /opds/search/?query=季 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with said(port, query.encode()) as client:
        answer = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 200")
    assert "Stories with “季”" in answer


def test_health_is_told_to_whoever_asks_by_any_name(port):
    for host in ("127.0.0.1", "localhost", "10.1.2.3", "a-name-of-the-checker"):
        answer = ask(port, "/healthz", Host=host)
        assert (answer.status, answer.read()) == (200, b"ok")


STORY = "from tests.factories import *; make_chapter(story=make_story(slug='low-water'))"


def test_an_answer_to_head_has_no_body(another_instance):
    """Nothing comes after its headers, not even the mark of the end of pieces."""
    assert run(another_instance, "shell", "-v", "0", "-c", STORY).wait() == 0
    process, port = serve(another_instance, DEBUG="1")

    def answer(method: str, path: str) -> bytes:
        asked = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with said(port, asked.encode()) as client:
            return b"".join(iter(lambda: client.recv(65536), b""))

    try:
        for path in ("/robots.txt", "/opds/", "/stories/low-water/all/"):
            got, headers = answer("GET", path), answer("HEAD", path)
            assert got.startswith(b"HTTP/1.1 200")
            assert headers.endswith(b"\r\n\r\n") and headers.count(b"\r\n\r\n") == 1
            for line in headers.splitlines():
                if line.startswith((b"HTTP", b"Content-Length", b"Transfer-Encoding")):
                    assert line in got
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(("trusting", "status"), [("1", 200), ("0", 301)])
def test_what_a_proxy_says_counts_only_where_one_stands_in_front(
    another_instance, trusting, status
):
    process, port = serve(another_instance, GLOSS_BEHIND_PROXY=trusting)
    try:
        assert ask(port, "/opds/", X_Forwarded_Proto="https").status == status
    finally:
        process.kill()
        process.wait()


def test_told_to_stop_it_finishes_what_is_under_way(another_instance):
    process, port = serve(another_instance, GLOSS_HTTPS="0")
    try:
        ask(port, "/opds/").read()  # all is loaded
        asked = (
            b"GET /opds/shelves/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YTpi\r\n\r\n"
        )
        with said(port, asked) as client:  # to look at a password takes a while
            time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert client.recv(1000).startswith(b"HTTP/1.1 401")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


def worker_of(folder) -> int:
    """The process of the worker that runs beside a server."""
    for _ in range(10 * PATIENCE):
        with sqlite3.connect(f"{folder}/gloss.sqlite3") as database:
            row = database.execute("SELECT process FROM reader_heartbeat").fetchone()
        if row:
            return row[0]
        time.sleep(0.1)
    raise AssertionError("no worker")


def ends(process: int) -> bool:
    """Whether a process that is no child of ours ends."""
    for _ in range(10 * PATIENCE):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_beside_the_server_ends_with_it(another_instance, how):
    server, _ = serve(another_instance, "--with-worker")
    worker = worker_of(another_instance)
    server.send_signal(how)
    assert server.wait(PATIENCE) == (0 if how == signal.SIGTERM else -how)
    assert ends(worker)


def test_the_server_ends_with_the_worker_beside_it(another_instance):
    server, _ = serve(another_instance, "--with-worker")
    os.kill(worker_of(another_instance), signal.SIGKILL)
    assert server.wait(PATIENCE) == 1


def test_under_a_path_it_does_not_matter_whether_the_proxy_takes_that_off(another_instance):
    collecting = run(another_instance, "collectstatic", "--no-input", "--verbosity", "0")
    assert collecting.wait() == 0
    process, port = serve(another_instance, GLOSS_PATH="books/", GLOSS_BEHIND_PROXY="1")
    try:
        for path in ("/books", ""):
            every_address_leads_under_books(port, path)
    finally:
        process.kill()
        process.wait()


def every_address_leads_under_books(port: int, path: str) -> None:
    """Asked for under a path, as the proxy hands it on."""
    secure = {"X_Forwarded_Proto": "https"}
    page = ask(port, f"{path}/accounts/login/", **secure)
    assert page.status == 200
    assert "path=/books/" in page.headers["Set-Cookie"].lower()
    html = page.read().decode()
    for address in re.findall(r'(?:href|src|action)="(/[^"]*)"', html):
        assert address.startswith("/books/")
    style = re.search(r'href="/books(/static/gloss\.\w+\.css)"', html)
    assert style
    assert ask(port, path + style[1], **secure).status == 200
    assert ask(port, f"{path}/healthz").status == 200
    with said(port, f"POST {path}/highlights/bring/ HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode(),
              b"Content-Length: 15000000\r\n\r\n") as client:  # fmt: skip
        client.settimeout(1)
        with pytest.raises(TimeoutError):  # it waits for the rest
            client.recv(1000)


def test_what_is_there_for_good_is_out_of_the_garbage_collectors_sight(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # these are pytest's
    server, here = Server(print, host="127.0.0.1", port=0, threads=1), [[]]
    server._stop()
    assert any(thing is here for thing in gc.get_objects())
    server.run()
    assert all(thing is not here for thing in gc.get_objects())
