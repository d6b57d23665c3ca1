"""Every page of the admin, as everybody who may come in: no private thing, and no draft."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import reverse

from reader.models import (
    Chapter,
    Comment,
    Draft,
    Highlight,
    Passage,
    PendingSubmission,
    Reader,
    Revision,
    Story,
    Token,
)
from tests.admin.library_with_secrets import (
    ADDRESSES,
    PRIVATE,
    UNPUBLISHED,
    all_there_is,
    beginnings,
    let_in,
    pages,
)
from tests.factories import make_reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["moderator", "every right", "superuser"])
def test_no_page_of_the_admin_tells_what_is_not_for_whoever_reads_it(browser, author, role):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    client = browser(let_in(make_reader("guard"), role))
    told = [*PRIVATE, *beginnings(una.password), *beginnings(tam.password)]
    told += Token.objects.values_list("digest", flat=True)
    if role != "superuser":
        told += UNPUBLISHED + ADDRESSES
    opened = 0
    for path in pages():
        answer = client.get(path)
        opened += answer.status_code == 200
        said = answer.text + answer.get("Location", "")
        leaks = [word for word in told if word in said]
        assert not leaks, (path, leaks)
        assert answer.status_code < 500
    assert opened > 20  # it has been in


@pytest.mark.parametrize("role", ["moderator", "every right", "superuser"])
def test_no_press_in_the_admin_tells_it(browser, author, role):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    client = browser(let_in(make_reader("guard"), role))
    told = [*PRIVATE, *beginnings(una.password), *Token.objects.values_list("digest", flat=True)]
    if role != "superuser":
        told += UNPUBLISHED + ADDRESSES
    request = client.get("/admin/").wsgi_request
    pressed = 0
    for model, options in admin.site._registry.items():
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        rows = [str(row.pk) for row in model._base_manager.all()]
        actions = options.get_actions(request) if options.has_view_permission(request) else {}
        for action in actions:
            answer = client.post(listed, {"action": action, "_selected_action": rows}, follow=True)
            assert not [word for word in told if word in answer.text], (listed, action)
            pressed += 1
    assert pressed > 2


@pytest.mark.parametrize("role", ["moderator", "every right", "superuser"])
def test_no_search_in_the_admin_finds_anything_by_what_is_not_seen(browser, author, role):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    client = browser(let_in(make_reader("guard"), role))
    hidden = [word.strip("“”") for word in PRIVATE if word != "“XMARKX”"]
    hidden += [*beginnings(una.password), *Token.objects.values_list("digest", flat=True)]
    if role != "superuser":
        hidden += UNPUBLISHED + ADDRESSES
    searched = 0
    for model in admin.site._registry:
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        shown = client.get(listed)
        if not (shown.context and "cl" in shown.context and shown.context["cl"].search_fields):
            continue  # it is not for them, or a list without a search, which shows all its rows
        searched += 1
        for word in hidden:
            answer = client.get(listed, {"q": word})
            assert answer.context["cl"].result_count == 0, (listed, word)
    assert searched > 3


SECRET = {
    (Reader, "password"), (Token, "digest"), (Highlight, "note"), (Draft, "source"),
    (Revision, "text"), (Revision, "source"), (PendingSubmission, "fields"),
    (Authenticator, "data"), (EmailConfirmation, "key"),
}  # fmt: skip


def ways_to(secret, model, steps=3):
    """The lookups that lead from a model to a field of another one."""
    for field in model._meta.get_fields(include_hidden=False):
        if (model, field.name) == secret:
            yield field.name
        elif steps and field.is_relation and field.related_model in NEAR:
            for way in ways_to(secret, field.related_model, steps - 1):
                yield f"{field.name}__{way}"


NEAR = {Reader, Token, Highlight, Draft, Revision, Passage, PendingSubmission, Authenticator,
        EmailAddress, EmailConfirmation, Chapter, Story, Comment}  # fmt: skip


@pytest.mark.parametrize("role", ["moderator", "every right", "superuser"])
def test_no_row_is_chosen_by_what_nobody_sees(browser, role):
    request = browser(let_in(make_reader("guard"), role)).get("/admin/").wsgi_request
    ways = 0
    for model, options in admin.site._registry.items():
        if not options.has_view_permission(request):
            continue
        for secret in SECRET - {(Revision, "source")} if model is Revision else SECRET:
            for way in ways_to(secret, model):
                ways += 1
                assert not options.lookup_allowed(f"{way}__startswith", "x", request), way
    assert ways > 50


@pytest.mark.parametrize("role", ["moderator", "every right"])
@pytest.mark.parametrize(
    "asked",
    [
        "reader/?email__startswith=una",
        "reader/?password__startswith=md5",
        "reader/?tokens__digest__startswith=a",
        "reader/?highlights__note__contains=XNOTEX",
        "highlight/?note__contains=XNOTEX",
        "story/?chapters__revision__text__contains=XDRAFTX",
        "passage/?highlights__note__contains=XNOTEX",
    ],
)
def test_what_is_not_seen_is_not_guessed_letter_by_letter(browser, author, role, asked):
    una, tam = (make_reader(name, email=f"{name}@example.org") for name in ("una", "tam"))
    all_there_is(author, una, tam)
    answer = browser(let_in(make_reader("guard"), role)).get(f"/admin/reader/{asked}")
    assert answer.status_code in (400, 403)


def test_a_moderator_finds_no_account_by_its_address(browser, moderator):
    make_reader("una", email="secret@example.org")
    answer = browser(moderator).get("/admin/reader/reader/?q=secret")
    assert "una" not in re.sub(r"<[^>]*>", " ", answer.text).split()
