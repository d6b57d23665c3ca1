"""How people get in: django-allauth with our own few wishes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Opens or closes the door, as GLOSS_SIGNUP says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP == "open"


class SignupForm(AllauthSignupForm):
    """Signing up, with words that say what each field is for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.fields["username"].help_text = "Others see it beside what you write."
        self.fields["email"].help_text = "Only for a forgotten password. Nobody sees it."
        self.fields["password1"].help_text = "Eight characters or more, and none that many use."
        say_it_once(self)


class LoginForm(AllauthLoginForm):
    """Signing in, by name or by e-mail address; the way to a lost password stands beside it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.fields["login"].label = "Name or e-mail address"
        self.fields["password"].help_text = ""
        say_it_once(self)


def say_it_once(form: Form) -> None:
    """Take out of empty fields what the label above them says already."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
