"""What the forms of every room are made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings


class Plain(forms.BaseForm):
    """Labels without a colon after them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class LimitedText(forms.CharField):
    """What a person writes: `what` it is called, and the name of the `setting` that says how many
    characters it may have."""

    def __init__(self, what: str, setting: str, **kwargs: Any) -> None:
        self.what, self.setting = what, setting
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        longest = getattr(settings, self.setting)
        if len(value) > longest:
            raise forms.ValidationError(
                f"{self.what} can have at most {longest:,} characters; this one has "
                f"{len(value):,}. Shorten it, or write it in two parts."
            )


def status_of(form: forms.BaseForm) -> int:
    """The status of the answer that shows a form: 409 where what it changes was changed by somebody
    else, 422 where something else is wrong with it."""
    if getattr(form, "stale", False):
        return 409
    return 422 if form.errors else 200
