"""What the tests here share."""

import json

import pytest

from reader.models import Token
from tests.factories import highlight, say
from tests.views.annotations.protocol import HOST, JSON_LD


@pytest.fixture
def ask(client):
    """Ask something of the protocol, as a program with a token, or as anybody."""

    def do(method, path, sent=None, *, by=None, token=None, **headers):
        if by:
            token = Token.objects.hand_out(by, "a program")[1]
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps(sent) if isinstance(sent, dict | list) else (sent or "")
        kind = headers.pop("Content_Type", JSON_LD)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.generic(method, path.removeprefix(HOST), content, kind, headers=headers)

    return do


@pytest.fixture
def here(chapter):
    """The container of the chapter."""
    return f"/annotations{chapter.get_absolute_url()}"


@pytest.fixture
def voices(chapter, una, tam):
    """A shown highlight, a private one with a note, a comment, an answer, a word on the whole."""
    first = say(chapter, "Why?", una, on="a widow")
    return {
        "shown": f"/annotations/h{highlight(chapter, 'lamp oil', tam, public=True).pk}",
        "private": f"/annotations/h{highlight(chapter, 'two goats', una, note='Kings').pk}",
        "comment": f"/annotations/c{first.pk}",
        "answer": f"/annotations/c{say(chapter, 'Because.', tam, to=first).pk}",
        "whole": f"/annotations/c{say(chapter, 'On the whole, yes.', tam).pk}",
    }
