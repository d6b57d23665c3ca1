"""Values that no browser sends, in every field of every form that a page shows.

Forms are found on the pages themselves. In each all fields hold an odd value, one after the other;
then they are filled as they come, but for one that holds some odd values in turn. No answer is a
server's error, and afterwards the pages still are none. The admin's forms are Django's own: its
choosers of tags fail at keys that are no numbers, which only staff can send; told, without a bar.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from lxml.html import FormElement, document_fromstring

from bench.bars import Bars
from bench.soak.instance import open_instance, shown

ODD = {
    "nothing": "", "NUL": "a\0b", "a lone surrogate": "a\ud800b", "right to left": "\u202eabc",
    "zero width": "\u200b\u200d\ufeff", "a huge number": "9" * 4301, "beyond 64 bits": str(2**63),
    "minus one": "-1", "a superscript": "²", "a fraction": "1.5", "infinity": "1e999",
    "line ends": "a\r\n\r\rb\x0b\x0c\x85\u2028", "a template": "{{ 1|add:'}}' }}{% load %}",
    "SQL": "' OR 1=1; --", "a format": "%s%n{0.__class__}", "a path": "../../etc/passwd\\..",
    "markup": "<script>x</script>&#0;&#xD800;", "combining": "a" + "\u0301" * 500,
    "outside the BMP": "\U0001f986\U0010ffff", "long": "x" * 20_000, "JSON": '{"a": [null]}',
    "a date": "99999-99-99", "controls": "".join(map(chr, range(1, 32))), "spaces": " \t\u00a0 ",
}  # fmt: skip
EACH = 12
"""One in so many of the values is tried in a field alone, in each field others."""
SOME = 16
"""URLs of one pattern that are looked at for forms."""
PAGES_OF = ("author", "una", "moderator", "")
"""Whose pages are looked at for forms."""
SPARED = ("/accounts/logout/", "/admin/logout/")


class Form(NamedTuple):
    """A form as a page shows it: who is shown it, where it goes, and what stands in it."""

    role: str
    action: str
    fields: dict[str, str]
    files: tuple[str, ...]


def forms_on(html: bytes, path: str, role: str) -> Iterator[Form]:
    """The forms on a page that are posted."""
    if not html.strip().startswith((b"<!", b"<h")):
        return
    found: list[FormElement] = document_fromstring(html).forms
    for form in found:
        if form.method != "POST":
            continue
        fields = {name: value or "" for name, value in form.form_values()}
        fields |= {name: "" for name in form.fields if name and name not in fields}
        for button in form.xpath(".//button[@name]"):
            fields.setdefault(button.get("name"), button.get("value", ""))
        fields.pop("csrfmiddlewaretoken", None)
        files = tuple(form.xpath(".//input[@type='file']/@name"))
        action = (form.action or path).partition("?")[0]
        if action not in SPARED:
            yield Form(role, action, fields, files)


class Snapshot:
    """The database as it was, to be come back to after a form was sent."""

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self.copy = self.path.with_suffix(".kept")
        shutil.copy(self.path, self.copy)

    def come_back(self) -> None:
        connection.close()
        for more in ("-wal", "-shm"):
            Path(f"{self.path}{more}").unlink(missing_ok=True)
        shutil.copy(self.copy, self.path)


def sent_with(form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    """What is sent in turn, and what to call it: each field odd in turn, then all of them."""
    names = [name for name in form.fields if name not in form.files]
    for what, odd in ODD.items():
        yield f"all: {what}", dict.fromkeys(names, odd)
    for at, name in enumerate(names):
        for what in list(ODD)[at % EACH :: EACH]:
            yield f"{name}: {what}", form.fields | {name: ODD[what]}
    for name in form.files:
        file = SimpleUploadedFile("\u202e..\\odd\x7f.epub", b"PK\x03\x04odd")
        yield f"{name}: an odd file", form.fields | {name: file}


def post(client: Client, action: str, sent: dict[str, object]) -> HttpResponse:
    """Send a form as it is, also with what is no Unicode; with files where there are any."""
    if any(not isinstance(value, str) for value in sent.values()):
        return client.post(action, sent)
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in sent.items()})
    return client.post(action, body, content_type="application/x-www-form-urlencoded")


def kinds_of_form(people: dict, paths: list[str]) -> list[Form]:
    """One form of each kind: those that go to the same place and have the same fields."""
    found: dict[tuple, Form] = {}
    for role in PAGES_OF:
        client = _client(people.get(role))
        for path in paths:
            if "/admin/logout/" in path or path in SPARED:
                continue
            answer = client.get(path)
            if answer.status_code == 200 and not answer.streaming:
                for form in forms_on(answer.content, path, role):
                    kind = (_kind(form.action), tuple(sorted(form.fields)))
                    found.setdefault(kind, form)
    return list(found.values())


def send_all(form: Form, reader: object | None, statuses: Counter[int]) -> list[str]:
    """Send a form in every odd way; gives the server's errors, then and on pages afterwards."""
    errors = []
    client = _client(reader)
    for what, sent in sent_with(form):
        answer = post(client, form.action, sent)
        statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            errors.append(f"{form.role}: {form.action} {what}: {answer.status_code}")
    for path in ("/", "/stories/open/", "/stories/open/1/", "/feed/", form.action):
        if _client(reader).get(path).status_code >= 500:
            errors.append(f"{path} after {form.action}")
    return errors


def main() -> None:
    """Find the forms, and send them."""
    open_instance()
    from bench.soak.urls import every_url
    from bench.soak.world import make_world

    people = make_world()
    forms = kinds_of_form(people, every_url(SOME))
    print(f"{len(forms)} kinds of form, {len(ODD)} odd values in each of their fields")
    kept = Snapshot()
    errors: list[str] = []
    statuses: Counter[int] = Counter()
    for form in forms:
        errors += send_all(form, people.get(form.role), statuses)
        kept.come_back()
    print(f"  answers: {shown(statuses)}")
    bars = Bars()
    bars.at_least("kinds of form", len(forms), 40, form="d")
    admins = [line for line in errors if "/admin/" in line]
    bars.told("server's errors at the admin's forms", len(admins), form="d")
    bars.none_of("server's errors", [line for line in errors if line not in admins])
    bars.finish()


def _client(reader: object | None) -> Client:
    client = Client(raise_request_exception=False)
    if reader:
        client.force_login(reader)
    return client


def _kind(action: str) -> str:
    """The URL's pattern, without what it names."""
    try:
        return resolve(action).route
    except Resolver404:
        return action


if __name__ == "__main__":
    main()
