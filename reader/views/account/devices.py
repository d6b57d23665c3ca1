"""Where a reader is signed in, and signing out there."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reader.text.user_agent import device_name
from reader.web.request import SignedInRequest


class Device(NamedTuple):
    """A browser in which the reader is signed in, and since when."""

    pk: int
    name: str
    ip: str
    since: datetime
    is_this: bool


@never_cache
@login_required
def device_list(request: SignedInRequest) -> HttpResponse:
    """The devices on which the reader is signed in now: this one first, then the latest."""
    UserSession.objects.create_from_request(request)  # it may be older than the list
    devices = []
    for session in UserSession.objects.purge_and_list(request.user):
        name, is_this = device_name(session.user_agent), _is_this(request, session)
        devices.append(Device(session.pk, name, session.ip, session.created_at, is_this))
    devices.sort(key=lambda device: (device.is_this, device.since), reverse=True)
    return render(request, "account/devices.html", {"devices": devices})


@require_POST
@login_required
def sign_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out on another device. Raises Http404 where it is not the reader's, or this one."""
    elsewhere = UserSession.objects.filter(user=request.user).exclude(
        session_key=request.session.session_key
    )
    get_object_or_404(elsewhere, pk=pk).end()
    messages.success(request, "You are signed out there.")
    return redirect("device_list")


@require_POST
@login_required
def sign_out_others(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    for session in UserSession.objects.filter(user=request.user):
        if not _is_this(request, session):
            session.end()
    messages.success(request, "You are signed out on all other devices.")
    return redirect("device_list")


def _is_this(request: SignedInRequest, session: UserSession) -> bool:
    return session.session_key == request.session.session_key
