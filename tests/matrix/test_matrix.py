"""The matrix: every URL, opened by everybody, in each state of what it is about.

Whatever the answer is, it gives nothing away that the rules (`states.py`) keep from whoever asks.
Where a row (`rows.py`) says whom a URL opens to, it opens to them, shows what stands there, and to
nobody else; what is sent there stores something for them alone.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from copy import copy

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.matrix.people import EVERYBODY, VISITOR, People, gather
from tests.matrix.rows import ACCOUNT, ADMIN, OPENS, ROWS, SENT_BY_PROGRAMS, Row
from tests.matrix.states import DEAF, MODERATORS, STATES, Case, make_case
from tests.views.annotations.protocol import JSON_LD

pytestmark = pytest.mark.django_db

HERE = list(STATES) if connection.vendor == "sqlite" else ["held", "chosen"]
"""Every state on one database; on the other one those by which the rules differ in SQL."""
CLOSED = {302, 303, 401, 403, 404, 405, 410}
"""How an answer says that a URL does not open: the door, or nothing there."""
CONTENT = (
    "story", "chapter", "revision", "draft", "comment", "highlight", "passage", "thanks", "follow",
    "shelf", "progress", "announcement", "tag", "picture", "report", "silence", "hiddenthread",
    "typonote",
)  # fmt: skip
"""Tables in which what people write and do is kept."""


def names(patterns: list[URLPattern | URLResolver], room: str = "") -> Iterator[str]:
    """What every URL is called, but for those inside the admin."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield room + (each.name or str(each.pattern))
        elif each.namespace != "admin":
            yield from names(each.url_patterns, f"{each.namespace}:" if each.namespace else room)


ALIKE = (
    ("reader", "follower", "chosen", "shunned", "suspended", "muter", "blocked"),
    ("author", "co_author"),
    ("moderator", "administrator"),
)
"""Who has the same hands on a story and on what is said. The visitor and the writer are like
nobody else."""
KINDS = ("text", "words", "note")


def in_turn(row: Row, turn: int, state: str) -> list[str]:
    """Who asks for a URL in a state: everybody, but of those who are alike the one who asked for it
    in the fewest states before."""
    times = Counter[str]()
    for each in STATES:
        asking = [VISITOR, "writer"]
        for names in alike(row, each):
            first = turn % len(names)
            asking.append(min(names[first:] + names[:first], key=times.__getitem__))
        if each == state:
            break
        times.update(asking)
    return asking


def alike(row: Row, state: str) -> list[list[str]]:
    """Those who are alike, and whom in a state neither the rules nor the row tell apart."""
    opens, rules = OPENS[row.opens](state), STATES[state][1]
    found: dict[tuple, list[str]] = {}
    for group in ALIKE:
        for who in group:
            may = (who in getattr(rules, kind) for kind in KINDS)
            found.setdefault((group, who in opens, *may), []).append(who)
    return list(found.values())


def test_each_url_is_asked_for_by_everybody_in_some_state():
    for turn, (name, row) in enumerate(ROWS.items()):
        asked = {who for state in STATES for who in in_turn(row, turn, state)}
        assert asked == EVERYBODY, name


def test_every_url_has_a_row():
    assert set(names(get_resolver().url_patterns)) == set(ROWS)


def address(name: str, row: Row, case: Case) -> str:
    """Where a row leads in a case."""
    if "/" in name or "." in name:
        return f"/{name}"
    return reverse(name, kwargs=row.at(case)) + (row.query and f"?{row.query}")


class Writes:
    """How many statements wrote what people write and do."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        verb, *rest = sql.split(None, 4)
        if verb in ("INSERT", "UPDATE", "DELETE"):
            target = " ".join(rest).replace('"', "")
            self.count += any(f"reader_{table}" in target for table in CONTENT)
        return execute(sql, params, many, context)


def body(response: HttpResponse) -> str:
    """All that an answer says, also where it leads."""
    said = b"".join(response.streaming_content) if response.streaming else response.content
    return said.decode("utf-8", "replace") + response.get("Location", "")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """What is refused is not written down: here that is most of it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def people() -> People:
    return gather()


@pytest.fixture
def clients(people) -> dict[str, Client]:
    """A browser for everybody, in which they are signed in."""
    made = {who: Client(raise_request_exception=True) for who in people}
    for who, client in made.items():
        if who != VISITOR:
            client.force_login(people[who])
    return made


def given_away(case: Case, row: Row, who: str, said: str) -> Iterator[str]:
    """What an answer gives away that is not the viewer's to see."""
    rules = STATES[case.state][1]
    who = VISITOR if row.is_feed else who
    who = "reader" if row.is_past_silence and who in DEAF else who
    for kind, secret in case.secrets.items():
        if secret in said and who not in getattr(rules, kind):
            yield f"{kind} ({case.state})"


def opened(client: Client, where: str, **headers: str) -> HttpResponse:
    """The answer where a URL is opened; what that stores is forgotten."""
    with transaction.atomic():
        response = client.get(where, headers=headers)
        response.whole = body(response)
        transaction.set_rollback(True)
    return response


def elsewhere(case: Case) -> Case:
    """A case of the same people, all else in which has other keys."""
    story, chapter, comment, mark = map(copy, (case.story, case.chapter, case.comment, case.mark))
    for row in (story, chapter, comment, mark):
        row.pk = 0
    story.slug, comment.passage_id = "elsewhere", 0
    return Case(case.state, story, chapter, comment, mark)


def is_of_no_story(name: str, row: Row, case: Case) -> bool:
    """Whether a row leads to the same place whatever story there is."""
    return address(name, row, case) == address(name, row, elsewhere(case))


def test_lists_and_pages_of_ones_own_give_nothing_away(people, clients):
    cases = [make_case(state, people) for state in STATES]
    wrong = []
    for turn, (name, row) in enumerate(ROWS.items()):
        if not is_of_no_story(name, row, cases[0]):
            continue
        where = address(name, row, cases[0])
        everybody = in_turn(row, turn, "public") if name in ACCOUNT else clients
        for who in everybody:
            response = opened(clients[who], where)
            found = wrong_in_page(cases[0], row, who, response)
            for case in cases[1:]:
                found += given_away(case, row, who, response.whole)
            wrong += [f"{what} for {who} at {where}" for what in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", HERE)
def test_what_is_opened(state, people, clients):
    case = make_case(state, people)
    wrong = []
    for turn, (name, row) in enumerate(ROWS.items()):
        if is_of_no_story(name, row, case):
            continue  # it was opened once, with a story in every state around
        where = address(name, row, case)
        for who in in_turn(row, turn, state):
            response = opened(clients[who], where)
            found = wrong_in_page(case, row, who, response)
            if row.has_parts:
                part = opened(clients[who], where, **{"HX-Request": "true"})
                found += given_away(case, row, who, part.whole)
            wrong += [f"{what} for {who} at {where}" for what in found]
            if response.status_code == 405:
                break  # of whoever asks, it only takes what they send
    for name, row in ADMIN.items():
        where = address(name, row, case)
        for who in sorted(MODERATORS):
            found = wrong_in_page(case, row, who, opened(clients[who], where))
            wrong += [f"{what} for {who} at {where}" for what in found]
    assert not wrong, "\n".join(wrong)


def wrong_in_page(case: Case, row: Row, who: str, response: HttpResponse) -> list[str]:
    """What is wrong with the answer to one viewer who opened a URL."""
    status = response.status_code
    wrong = [f"given away: {what}" for what in given_away(case, row, who, response.whole)]
    if status >= 500:
        wrong.append(f"{status}")
    elif row.form or row.anywhere:
        return wrong
    elif who not in OPENS[row.opens](case.state):
        if status not in CLOSED:
            wrong.append(f"{status}, but it is not to open")
    elif status >= 400:
        wrong.append(f"{status}, but it is to open")
    else:
        sees = [kind for kind in row.shows if who in getattr(STATES[case.state][1], kind)]
        wrong += [f"no {kind}" for kind in sees if case.secrets[kind] not in response.whole]
    return wrong


@pytest.mark.parametrize("state", HERE)
def test_what_is_sent(state, people, clients):
    case = make_case(state, people)
    wrong = []
    for turn, (name, row) in enumerate([*ROWS.items(), *SENT_BY_PROGRAMS.items()]):
        if row.form is None or (state != HERE[0] and is_of_no_story(name, row, case)):
            continue  # nothing is sent there, or what comes of it is the same in every state
        where = address(name, row, case)
        kind = {"content_type": JSON_LD} if row in SENT_BY_PROGRAMS.values() else {}
        for who in in_turn(row, turn, state):
            writes = Writes()
            with connection.execute_wrapper(writes), transaction.atomic():
                response = clients[who].post(where, row.form(case), **kind)
                transaction.set_rollback(True)
            for what in wrong_in_act(case, row, who, response, stored=bool(writes.count)):
                wrong.append(f"{what} for {who} at {where}")
    assert not wrong, "\n".join(wrong)


def wrong_in_act(
    case: Case, row: Row, who: str, response: HttpResponse, *, stored: bool
) -> Iterator[str]:
    """What is wrong with the answer to one viewer who sent something to a URL."""
    yield from (f"{kind} given away" for kind in given_away(case, row, who, body(response)))
    if response.status_code >= 500:
        yield str(response.status_code)
    elif not row.anywhere and stored != (who in OPENS[row.opens](case.state)):
        yield f"{response.status_code}, {'something' if stored else 'nothing'} stored,"
