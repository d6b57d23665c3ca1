"""Signing in: wrong passwords, forms from elsewhere, ways off the site, sessions that have ended.

No form is taken without its token, no `next` leads to another site, a wrong password tried again
and again is refused, and then the right one is too, and a session that has ended opens nothing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.test import Client

from bench.bars import Bars
from bench.soak.instance import open_instance

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/",
    "\\\\evil.example", "http:evil.example", "javascript:alert(1)", "/\t/evil.example/",
    "https:/evil.example", " //evil.example", "//evil.example@localhost/", "%2f%2fevil.example",
]  # fmt: skip
ASKED = ("/accounts/login/", "/accounts/logout/", "/accounts/signup/", "/look/", "/reading/")
NAMES = ("next", "to", "back", "url")
SIGN_IN_PAGES = {"/accounts/login/": ("login", "una"), "/admin/login/": ("username", "moderator")}
PASSWORD, TRIES = "a long password", 12


def leads_away(answer: object) -> bool:
    """Whether an answer sends its browser to another site."""
    there = answer.headers.get("Location", "").replace("\\", "/").strip()
    parts = urlsplit(there)
    return bool(parts.netloc) and parts.netloc != "testserver" or parts.scheme == "javascript"


def ways_off(people: dict) -> list[str]:
    """Places that can be made to lead to another site."""
    found = []
    for path in ASKED:
        for there in ELSEWHERE:
            for role in ("", "una"):
                client = Client(raise_request_exception=False)
                if role:
                    client.force_login(people[role])
                asked = dict.fromkeys(NAMES, there)
                sent = asked | {"login": "una", "password": PASSWORD, "theme": "sepia"}
                for answer in (client.get(path, asked), client.post(path, sent)):
                    if leads_away(answer):
                        found.append(f"{path} {there}: {answer.headers['Location']}")
    return found


def without_token(people: dict, paths: list[str]) -> tuple[int, list[str]]:
    """How many forms were refused without a token, and those that were not."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(people["author"])
    refused, taken = 0, []
    for path in paths:
        status = client.post(path, {"text": "x", "do": "publish"}).status_code
        refused += status == 403
        if status < 400:
            taken.append(f"{path}: {status}")
    return refused, taken


def is_let_in(client: Client, path: str, name: str, who: str, password: str) -> bool:
    """Whether a page signs somebody in."""
    client.post(path, {name: who, "password": password}, follow=True)
    return "_auth_user_id" in client.session


def opened_by_guessing() -> list[str]:
    """Pages that take the right password after many wrong ones."""
    found = []
    for path, (name, who) in SIGN_IN_PAGES.items():
        client = Client(raise_request_exception=False, REMOTE_ADDR=f"10.0.0.{len(path)}")
        for number in range(TRIES):
            is_let_in(client, path, name, who, f"wrong {number}")
        if is_let_in(client, path, name, who, PASSWORD):
            found.append(path)
    return found


def sessions_that_stay(people: dict) -> list[str]:
    """What an old session's cookie still opens once its reader has signed out."""
    client = Client()
    client.force_login(people["una"])
    old = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["sessionid"] = old
    opened = []
    for path in ("/accounts/profile/", "/highlights/"):
        if thief.get(path).status_code == 200:
            opened.append(path)
    return opened


def main() -> None:
    """Try each."""
    print("Signing in")
    open_instance()
    from bench.soak.urls import every_url
    from bench.soak.world import make_world

    people = make_world()
    bars = Bars()
    refused, taken = without_token(people, every_url())
    bars.at_least("forms refused without a token", refused, 100, form="d")
    bars.none_of("forms taken without a token", taken)
    bars.none_of("ways to another site", ways_off(people))
    known = is_let_in(Client(), "/accounts/login/", "login", "tam", PASSWORD)
    bars.at_least("let in with the right password alone", known, 1, form="d")
    bars.none_of(f"signed in by the right password after {TRIES} wrong ones", opened_by_guessing())
    bars.none_of("opened by a session that had ended", sessions_that_stay(people))
    bars.finish()


if __name__ == "__main__":
    main()
