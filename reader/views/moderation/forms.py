"""What is said to moderators, and what they say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from reader.actions.moderation.decide import Verdict
from reader.models.moderation.decision import Decision
from reader.models.moderation.report import Report
from reader.views.site.forms import LimitedText, Plain

Action = Decision.Action
DAYS = (1, 3, 7, 14, 30, 90, 365)
"""For how long one can be suspended by one press."""
USUAL_DAYS = 7


class ReportForm(Plain, forms.Form):
    """Why something is reported."""

    reason = forms.ChoiceField(
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong with it."},
    )
    text = LimitedText("What you say", "LONGEST_COMMENT", required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("reason") == Report.Reason.OTHER and not data.get("text", "").strip():
            self.add_error("text", "Say in a few words what is wrong with it.")
        return data


class VerdictForm(Plain, forms.Form):
    """What a moderator decides; `day` is for a person's page, `days` for one press."""

    action = forms.ChoiceField(choices=Action)
    word = LimitedText("What you say", "LONGEST_COMMENT", required=False)
    days = forms.ChoiceField(
        choices=[(days, f"{days} day{'' if days == 1 else 's'}") for days in DAYS], required=False
    )
    hides = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    @property
    def verdict(self) -> Verdict:
        """What a valid form says."""
        said = self.cleaned_data
        until = timezone.now() + timedelta(days=int(said["days"] or USUAL_DAYS))
        return Verdict(said["action"], said["word"].strip(), until, said["hides"])


class NoteForm(Plain, forms.Form):
    """A note about somebody, for other moderators."""

    text = LimitedText(
        "A note", "LONGEST_COMMENT", error_messages={"required": "Write something first."}
    )


class AppealForm(NoteForm):
    """Why a decision should be looked at again."""
