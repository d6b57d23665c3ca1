"""Signing up and signing in: django-allauth, with the few changes that Gloss makes."""

import logging
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account import forms as allauth
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from reader.actions.mail.mail_server import absolute, has_mail_server, site_url
from reader.models import Departure, HeldWord, Invitation, Reader
from reader.models.people.taken_names import KEPT, TAKEN, refuse_username
from reader.views.site.forms import Plain
from reader.web.account_addresses import confirm_only_address, leads_in
from reader.web.acts_at_the_door import carry_out
from reader.web.closed_account import remember_closed
from reader.web.content_preferences import COOKIE, preferences_of_browser
from reader.web.last_reader import key_of
from reader.web.look import look_of_browser
from reader.web.signup_checks import SignupChecks

logger = logging.getLogger(__name__)
INVITED = "invitation"

REFUSED_ADDRESS = "This address cannot be used here. Enter another one, or none."
WRONG_PASSWORD = "This name and this password do not belong together. Check both, and try again."
TOO_WEAK = {
    "password_too_short": "Choose a longer password: at least eight characters.",
    "password_too_similar": "Your password is much like your name. Choose another one.",
    "password_entirely_numeric": "A password of digits alone is soon guessed. Add some letters.",
    "password_too_common": "Many people use this password, so it is soon guessed. Choose another.",
}
"""What is said of a weak password, by Django's code for it: only the first of these."""


class AccountAdapter(DefaultAccountAdapter):
    """Who may sign up, as GLOSS_SIGNUP says; and what is said when something does not go."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PASSWORD,
        "email_password_mismatch": WRONG_PASSWORD,
        "account_inactive": "This account is closed.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your current password.",
        "email_taken": "There is an account with this email address already.",
        "username_taken": TAKEN,
        "username_blacklisted": KEPT,
        "too_many_login_attempts": "That was tried too often. Wait a few minutes, then try again.",
        "rate_limited": "That was a lot in a short time. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.SIGNUP != "invite":
            return settings.SIGNUP == "open"
        if code := request.GET.get(INVITED, "")[:40]:
            request.session[INVITED] = code  # the form that is sent later has no link in it
        return Invitation.objects.waiting(request.session.get(INVITED, "")).exists()

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The name, if it can be one here. Raises ValidationError."""
        plain: str = super().clean_username(Reader.normalize_username(username), shallow)
        refuse_username(plain, Reader())
        return plain

    def clean_password(self, password: str, user: Reader | None = None) -> str:
        """The password, if it is a good one. Raises ValidationError, with one sentence."""
        try:
            return super().clean_password(password, user)
        except ValidationError as error:
            codes = {each.code for each in error.error_list}
            for code, sentence in TOO_WEAK.items():
                if code in codes:
                    raise ValidationError(sentence, code=code) from None
            raise

    def save_user(
        self, request: HttpRequest, user: Reader, form: object, commit: bool = True
    ) -> Reader:
        """Make an account; an invitation lets one person in, and a name is given to one, however
        many press at once."""
        user = super().save_user(request, user, form, commit=False)  # hashing takes long
        if not commit:
            return user
        with transaction.atomic():
            try:
                refuse_username(user.username, user)
            except ValidationError as error:
                raise PermissionDenied(error.message) from None
            user.save()
            code = request.session.pop(INVITED, "")
            if settings.SIGNUP == "invite" and not Invitation.objects.use(code, by=user):
                raise PermissionDenied("This invitation has been used. Ask for another.")
        return user

    def clean_email(self, email: str) -> str:
        """The address, unless the moderators refuse it. Raises ValidationError."""
        plain: str = super().clean_email(email)
        if HeldWord.objects.refuses(plain):
            raise ValidationError(REFUSED_ADDRESS, code="email_refused")
        return plain

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Leads to where this instance is, whatever the request said its host is called."""
        return _at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The same."""
        return _at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def should_send_confirmation_mail(
        self, request: HttpRequest, email_address: Any, signup: bool
    ) -> bool:
        """Whether it is asked whether an address is theirs; also unasked, where mail goes out."""
        return has_mail_server() or not signup

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """Ask whether an address is theirs. An account is made also while no mail can be sent."""
        try:
            super().send_confirmation_mail(request, emailconfirmation, signup)
        except OSError:  # as all that smtplib raises is
            if not signup:
                raise
            logger.exception("No mail could be sent to confirm an address.")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """What wrong passwords are counted under, besides the address that they come from: the
        name. A browser in which its reader was signed in before counts for itself, so that nobody
        who guesses elsewhere keeps them out."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        reader = key_of(request)
        login = credentials.get("email") or credentials.get("username") or ""
        named = Q(username__iexact=login) | Q(email__iexact=login)
        if reader and Reader.objects.filter(named, pk=reader).exists():
            return f"{key} where {reader} was"
        return key

    def authenticate(self, request: HttpRequest, **credentials: str) -> Reader | None:
        """Who signs in; whoever left does so by the name that they had."""
        username = credentials.get("username")
        leaving = Departure.objects.revocable().filter(username__iexact=username or "")
        if username and (departure := leaving.select_related("reader").first()):
            credentials["username"] = departure.reader.username
        found: Reader | None = super().authenticate(request, **credentials)
        return found

    def pre_login(self, request: HttpRequest, user: Reader, **said: Any) -> HttpResponse | None:
        """A closed account is asked for its second step like any other."""
        if user.closed_at or (not user.is_active and _may_come_back(user)):
            return None
        response: HttpResponse | None = super().pre_login(request, user, **said)
        return response

    def post_login(self, request: HttpRequest, user: Reader, **said: Any) -> HttpResponse:
        """Where somebody goes who has signed in: to what they marked or wrote before that, if
        anything; who has just signed up, else, by way of the welcome."""
        response: HttpResponse = super().post_login(request, user, **said)
        if done := carry_out(request, user):
            return HttpResponseRedirect(done)
        page = response.get("Location", "")
        if not said.get("signup") or not page or page == reverse("pending_submissions"):
            return response
        return HttpResponseRedirect(f"{reverse('welcome')}?{urlencode({'next': page})}")

    def login(self, request: HttpRequest, user: Reader) -> None:
        """Sign in; somebody who never chose a look keeps the one of this browser. Whoever left is
        not signed in, but asked whether they come back; whose account was closed is told why."""
        if not user.is_active:
            remember_closed(request, user)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_closed")))
        super().login(request, user)
        user.take_over(look_of_browser(request))
        if user.content is None and COOKIE in request.COOKIES:
            user.keep_content_preferences(preferences_of_browser(request))


def _may_come_back(reader: Reader) -> bool:
    return Departure.objects.revocable().filter(reader=reader).exists()


def _at_home(url: str) -> str:
    """The same page under the address that this instance is known by, where it is known."""
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    return absolute(path) if site_url() else url


NEW_PASSWORD = "At least eight characters, and not a common password."
LABELS = {
    "email": "Email address",
    "oldpassword": "Current password",
    "password2": "New password again",
}
"""Labels that differ from allauth's."""


class SaidOnce(Plain):
    """A form of allauth's with our labels, and without its placeholders in empty fields."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = NEW_PASSWORD
        if "password2" in self.fields:
            self.fields["password1"].label = "New password"


class SignupForm(SignupChecks, SaidOnce, allauth.SignupForm):
    """Signing up, with words that say what each field is for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = "Others see it next to what you write."
        self.fields["email"].label = "Email address (optional)"
        self.fields[
            "email"
        ].help_text = (
            "For resetting a forgotten password; for news, once you confirm it. Nobody sees it."
        )


class LoginForm(SaidOnce, allauth.LoginForm):
    """Signing in, by username or email address; the link to reset a password is in the template."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Username or email address"
        self.fields["password"].help_text = ""


class ChangePasswordForm(SaidOnce, allauth.ChangePasswordForm):
    """Changing a password; the link to reset a forgotten one is in the template."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        if self.user.tokens.exists():
            self.fields["end_tokens"] = forms.BooleanField(
                label="Revoke the tokens that I gave to programs",
                help_text="Programs sign in with their token, not with the password.",
                required=False,
                initial=True,
            )

    def save(self) -> None:
        """Change the password. Other browsers are signed out; programs too, if chosen."""
        with transaction.atomic():
            super().save()
            if self.cleaned_data.get("end_tokens"):
                self.user.tokens.all().delete()


class AddEmailForm(SaidOnce, allauth.AddEmailForm):
    """Adding or changing an email address."""


class ResetPasswordForm(SaidOnce, allauth.ResetPasswordForm):
    """Asking for a link to reset a forgotten password; whoever left can, to come back. It leads
    into an account by a confirmed address alone, so that no stranger gets in whose address was
    mistyped or is not theirs any more. Where none was ever confirmed, the one that was given is
    the only way back, and leads in too."""

    users: list[Any]

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not self.users:
            leaving = set(Departure.objects.revocable().values_list("reader", flat=True))
            found = filter_users_by_email(email, prefer_verified=True, for_login=True)
            self.users = [user for user in found if user.pk in leaving]
        self.users = [user for user in self.users if leads_in(email, user)]
        return email


class ResetPasswordKeyForm(SaidOnce, allauth.ResetPasswordKeyForm):
    """The new password, in place of a forgotten one. Somebody else may have had the account, so
    all of its tokens are revoked. Who came by the link has read what was sent to their address."""

    def save(self) -> None:
        with transaction.atomic():
            super().save()
            self.user.tokens.all().delete()
            confirm_only_address(self.user)
