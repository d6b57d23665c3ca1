"""Where a reader is signed in, and signing out there."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
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
    """Sign out everywhere but here, also where somebody signed in before devices were listed: all
    sessions are looked through for that."""
    sessions = import_module(settings.SESSION_ENGINE)
    here = request.session.session_key
    others = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=here)
    for session in others.iterator(500):
        if session.get_decoded().get(SESSION_KEY) == str(request.user.pk):
            sessions.SessionStore(session.session_key).delete()
    UserSession.objects.filter(user=request.user).exclude(session_key=here).delete()
    messages.success(request, "You are signed out on all other devices.")
    return redirect("device_list")


def _is_this(request: SignedInRequest, session: UserSession) -> bool:
    return session.session_key == request.session.session_key
