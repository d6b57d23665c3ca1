"""Where administrators give roles, and take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reader.actions.people.change_role import LastAdministrator, NoAccount, change_role
from reader.models import Reader
from reader.models.people.role import Role, readers_with_role, role_of
from reader.views.moderation.administering import administrator_required
from reader.web.request import SignedInRequest

MOST_FOUND = 20
LAST = "There has to be an administrator. Make somebody else one first."
CLOSED = "This account is closed: its reader has to open it again before they can have a role."
SAID = {
    Role.MODERATOR: "{} is a moderator now.",
    Role.ADMINISTRATOR: "{} is an administrator now.",
    None: "{} has no role any more.",
}


class Person(NamedTuple):
    """A reader, and what an administrator wants to know before they decide."""

    reader: Reader
    role: Role | None
    has_second_step: bool
    is_alone: bool
    """Whether they are the only administrator."""


@never_cache
@administrator_required
def roles(request: SignedInRequest) -> HttpResponse:
    """Everybody who has a role; and readers whose names begin with what was asked for."""
    asked = " ".join(request.GET.get("q", "").split())[:60]
    context = {
        "people": _people(readers_with_role()),
        "asked": asked,
        "found": _people(_readers_called(asked)) if asked else [],
        "needs_second_step": settings.MODERATORS_SECOND_STEP,
    }
    return render(request, "moderation/roles.html", context)


@require_POST
@administrator_required
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a reader the role that was sent, or none. What one cannot undo oneself is asked once
    more: whether somebody is to be an administrator, and whether one gives that up."""
    reader = get_object_or_404(Reader, pk=pk)
    sent = request.POST.get("role", "")
    role = Role(sent) if sent in Role else None
    is_final = role == Role.ADMINISTRATOR or (reader == request.user)
    if is_final and "sure" not in request.POST and role != role_of(reader):
        context = {"reader": reader, "role": role, "is_oneself": reader == request.user}
        return render(request, "moderation/confirm_role.html", context)
    try:
        if change_role(reader, role, by=request.user):
            messages.success(request, SAID[role].format(reader))
    except LastAdministrator:
        messages.error(request, LAST)
    except NoAccount:
        messages.error(request, CLOSED)
    return redirect("roles" if reader != request.user or role == Role.ADMINISTRATOR else "library")


def _readers_called(asked: str) -> Iterable[Reader]:
    """Readers without a role whose username, or a part of the name that they show, begins so."""
    named = Q(username__istartswith=asked) | Q(name__istartswith=asked)
    named |= Q(name__icontains=f" {asked}")
    others = Reader.objects.filter(named, is_active=True, is_staff=False, is_superuser=False)
    return others.order_by("username")[:MOST_FOUND]


def _people(readers: Iterable[Reader]) -> list[Person]:
    readers = list(readers)
    steps = Authenticator.objects.filter(user__in=readers)
    steps = steps.exclude(type=Authenticator.Type.RECOVERY_CODES)
    with_step = set(steps.values_list("user", flat=True))
    found = []
    for reader in readers:
        alone = reader.keeps_the_library_alone
        found.append(Person(reader, role_of(reader), reader.pk in with_step, alone))
    return found
