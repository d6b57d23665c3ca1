"""Tokens: known by their secret, which nobody keeps."""

import pytest

from reader.models import Token
from tests.factories import make_reader

pytestmark = pytest.mark.django_db


def test_a_token_is_known_by_its_secret_and_the_secret_is_not_kept():
    token, secret = Token.objects.hand_out(make_reader(), "a program")
    kept = Token.objects.values().get()
    assert secret not in str(kept) and len(secret) > 40
    assert Token.objects.recognise(secret) == token
    for wrong in ("", secret[:-1], secret + "x", token.digest, secret.upper()):
        assert Token.objects.recognise(wrong) is None


def test_two_tokens_of_one_name_are_two():
    reader = make_reader()
    secrets = {Token.objects.hand_out(reader, "x")[1] for _ in range(3)}
    assert len(secrets) == 3
    Token.objects.recognise(min(secrets)).delete()
    assert [Token.objects.recognise(secret) is None for secret in sorted(secrets)] == [
        True, False, False
    ]  # fmt: skip


def test_when_it_was_used_last_is_written_down_once_a_minute(django_assert_num_queries):
    token, secret = Token.objects.hand_out(make_reader(), "x")
    with django_assert_num_queries(2):
        Token.objects.recognise(secret)
    with django_assert_num_queries(1):
        Token.objects.recognise(secret)
    token.refresh_from_db()
    assert token.used_at
