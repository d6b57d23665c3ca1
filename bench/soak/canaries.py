"""Every address, asked for by everybody, for words that are not theirs to read.

Also as htmx asks, and inside the files that are answered. No word is shown to anybody whom
`MAY_SEE` does not name, in a page, a file or an address led to, and no answer is a server's error.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from bench.bars import Bars
from bench.soak.instance import open_instance

WAYS = ({}, {"HTTP_HX_REQUEST": "true"})
"""Headers: as a page, and as htmx asks, which the admin does not know."""
SIGNS_OUT = ("/accounts/logout/", "/admin/logout/")


def contents(answer: HttpResponse) -> Iterator[bytes]:
    """What is in an answer, unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    yield answer.headers.get("Location", "").encode()
    yield body
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            yield from (file.read(name) for name in file.namelist())


def main() -> None:
    """Ask everywhere as everybody."""
    open_instance()
    from bench.soak.urls import every_url
    from bench.soak.world import MAY_SEE, ROLES, make_world

    people = make_world()
    paths = [path for path in every_url() if path not in SIGNS_OUT]
    print(f"{len(paths):,} URLs × {len(ROLES)} people, {len(MAY_SEE)} secret words")
    leaks, errors, seen, asked = [], [], set(), 0
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if role:
            client.force_login(people[role])
        for path in paths:
            for headers in WAYS[: 1 if path.startswith("/admin/") else 2]:
                answer = client.get(path, **headers)
                asked += 1
                if answer.status_code >= 500:
                    errors.append(f"{role or 'a visitor'}: {path}: {answer.status_code}")
                found = b"\n".join(contents(answer)).lower()
                for word, those in MAY_SEE.items():
                    if word.encode() in found and word not in path:
                        seen.add((word, role))
                        if role not in those:
                            leaks.append(f"{role or 'a visitor'}: {path}: {word}")
    bars = Bars()
    shown = {word for word, role in seen if role in MAY_SEE[word]}
    meant = {word for word, those in MAY_SEE.items() if those}
    bars.at_least("requests", asked, 6_000, form=",d")
    bars.none_of("words that even those who may see them were never shown", [*(meant - shown)])
    bars.none_of("leaks", leaks)
    bars.none_of("server's errors", errors)
    bars.finish()


if __name__ == "__main__":
    main()
