"""Somebody with a browser, who asks now one process and now another."""

from __future__ import annotations

from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from reader.models import Reader

PATIENCE = 30
"""Seconds that one waits for an answer."""
TOKEN = "k" * 32
"""A CSRF token like any that a browser could have been given."""
FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """What came back: the status, the body, and where to go on."""

    status: int
    body: bytes
    location: str

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Person:
    """A visitor, or a `reader` who is signed in. Their cookies go to every process, as they do
    where a proxy stands in front."""

    def __init__(self, reader: Reader | None = None) -> None:
        self.cookies = {"csrftoken": TOKEN}
        if reader:
            client = Client()
            client.force_login(reader)
            self.cookies["sessionid"] = client.cookies["sessionid"].value

    def get(self, port: int, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask(port, "GET", path, None, headers)

    def post(self, port: int, path: str, fields: dict[str, object], **headers: str) -> Answer:
        """Send a form."""
        body = urlencode(fields, doseq=True).encode()
        return self._ask(port, "POST", path, body, {"Content-Type": FORM} | headers)

    def send(self, port: int, path: str, fields: dict[str, object]) -> Answer:
        """Send a form with files in it."""
        body = encode_multipart(BOUNDARY, fields)
        return self._ask(port, "POST", path, body, {"Content-Type": MULTIPART_CONTENT})

    def sign_in(self, port: int, name: str, password: str = "a long password") -> Answer:
        """By the form, as everybody does."""
        return self.post(port, "/accounts/login/", {"login": name, "password": password})

    def _ask(
        self, port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        token = self.cookies["csrftoken"]
        sent = {"Host": "localhost", "Cookie": cookies, "X-CSRFToken": token}
        for name, value in headers.items():
            sent[name.replace("_", "-")] = value
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            self._take_cookies(answer.headers.get_all("Set-Cookie", []))
            return Answer(answer.status, answer.read(), answer.headers.get("Location", ""))
        finally:
            connection.close()

    def _take_cookies(self, told: list[str]) -> None:
        for line in told:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
