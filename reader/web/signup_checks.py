"""What keeps programs from signing up by the hundred, with nobody else's help: a field that nobody
sees, the time that a person takes, and, if the host wants it, a question."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer

from reader.text.skeleton import skeletons

LONGEST = 24 * 60 * 60
"""Seconds for which a form can be sent."""
FILLED = "There is a field here that only programs fill in. Leave it empty, and try again."
TOO_QUICK = "That was quicker than a person types. Wait a moment, then press the button again."
WRONG_ANSWER = "This is not the answer. Look around here, or ask somebody who has an account."
_signer = Signer(salt="signup")


class SignupChecks(forms.BaseForm):
    """A form to sign up that is looked at before it is believed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.SIGNUP_QUESTION and settings.SIGNUP == "open":
            self.fields["answer"] = forms.CharField(
                label=settings.SIGNUP_QUESTION,
                max_length=200,
                help_text="So that no program makes accounts here.",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def opened(self) -> str:
        """When the form was first shown, signed; an answer to a form that was refused keeps it."""
        sent = self.data.get("opened", "")
        return sent if _age(sent) is not None else _signer.sign(str(time.time()))

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        right = set()
        for one in settings.SIGNUP_ANSWERS:
            right |= skeletons(one)
        if not right & skeletons(answer):
            raise ValidationError(WRONG_ANSWER)
        return answer

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.data.get("homepage"):
            raise ValidationError(FILLED)
        if settings.SIGNUP_SECONDS:
            age = _age(self.data.get("opened", ""))
            if age is None or age < settings.SIGNUP_SECONDS:
                raise ValidationError(TOO_QUICK)
        return data


def _age(opened: str) -> float | None:
    """Seconds since a form was shown; None for what is no such moment, or too long ago."""
    try:
        shown = _signer.unsign(opened)
    except BadSignature:
        return None
    age = time.time() - float(shown)
    return age if age < LONGEST else None
