"""How people get in: django-allauth with our own few wishes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django.conf import settings
from django.http import HttpRequest

from reader.models import Reader
from reader.views.look import of_browser


class AccountAdapter(DefaultAccountAdapter):
    """The door: open or closed, as GLOSS_SIGNUP says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP == "open"

    def login(self, request: HttpRequest, user: Reader) -> None:
        """Sign in; somebody who never chose a look takes along the one of this browser."""
        super().login(request, user)
        user.take_over(of_browser(request))


class SignupForm(AllauthSignupForm):
    """Signing up, with words that say what each field is for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = "Others see it beside what you write."
        self.fields["email"].help_text = "Only for a forgotten password. Nobody sees it."


class LoginForm(AllauthLoginForm):
    """Signing in, by name or by e-mail address; the way to a lost password stands beside it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
