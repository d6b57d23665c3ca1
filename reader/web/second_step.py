"""A second step of signing in: django-allauth's, with the words of Gloss."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from reader.models import Reader
from reader.views.site.errors import forbidden
from reader.web.accounts import SaidOnce

WRONG_CODE = "This code is not right. Codes change every half minute: take the one shown now."
FIRST = "Moderators need a second step to sign in. Set one up under Account to go on."
DONE = "second-step"
"""What a session remembers of a moderator who has set up a second step."""


class SecondStepAdapter(DefaultMFAAdapter):
    """What is said when something does not go, and what authenticators call this place."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Set up an app or a passkey first.",
        "cannot_delete_authenticator": "Moderators need a second step. Set up another one first.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a moderator, where the host asks for it."""
        if not settings.MODERATORS_SECOND_STEP or not is_moderator(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def _get_site_name(self) -> str:
        return "Gloss"


class AuthenticateForm(SaidOnce, allauth.AuthenticateForm):
    """The code, when signing in: one of the app's, or one of those that were kept."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "From your app, or one of your recovery codes."


class ReauthenticateForm(SaidOnce, allauth.ReauthenticateForm):
    """The code once more, before something is changed that would let others in."""


class ActivateAppForm(SaidOnce, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it was set up rightly."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows now"


class AddPasskeyForm(SaidOnce, webauthn.AddWebAuthnForm):
    """A passkey, or a key that is only the second step."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = "Sign in with it alone, without the password"
        self.fields["passwordless"].help_text = "It asks for your fingerprint, face or PIN then."
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(SaidOnce, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""


def ask_moderators_for_second_step(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead moderators who have no second step to where they set one up, if the host asks it of
    them. Nobody else is asked, and it is looked up once for each session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.MODERATORS_SECOND_STEP or not _lacks_second_step(request):
            return get_response(request)
        if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
            return forbidden(request, PermissionDenied(FIRST))  # what was typed stays where it is
        messages.info(request, FIRST)
        return HttpResponseRedirect(reverse("mfa_index"))

    return middleware


def _lacks_second_step(request: HttpRequest) -> bool:
    reader = request.user
    if not is_moderator(reader) or request.session.get(DONE) == reader.pk:
        return False
    if SecondStepAdapter().is_mfa_enabled(reader):
        request.session[DONE] = reader.pk
        return False
    names = ("mfa_index", "account_reauthenticate", "account_logout")
    return not request.path.startswith(tuple(reverse(name) for name in names))


def is_moderator(user: object) -> bool:
    """Whether somebody may do what others may not: moderators and administrators."""
    return isinstance(user, Reader) and (user.is_staff or user.is_superuser)
