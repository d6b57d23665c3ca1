"""What is said to moderators, and what they say."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date

from reader.actions.moderation.decide import Verdict
from reader.models.moderation.decision import Decision
from reader.models.moderation.report import Report
from reader.views.site.forms import LimitedText, Plain

Action = Decision.Action
DAYS = ("1", "7", "30")
"""For how long one can be suspended by one press."""
USUAL_DAYS = "7"
DATE = "date"
LONGEST = timedelta(days=5 * 365)
PAST = "This day is past, or has begun. Choose a later one, or a number of days."
TOO_FAR = "That is more than five years. Choose an earlier day, or close the account."
NO_DAY = "Say until which day."


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
    """What a moderator decides. A suspension lasts for some days, or ends as a day begins, by the
    clock of this site."""

    action = forms.ChoiceField(choices=Action)
    word = LimitedText("What you say", "LONGEST_COMMENT", required=False)
    days = forms.ChoiceField(
        choices=[(days, f"{days} day{'' if days == '1' else 's'}") for days in DAYS]
        + [(DATE, "until a date")],
        required=False,
    )
    until = forms.CharField(max_length=40, required=False)
    hides = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    @property
    def chosen_days(self) -> str:
        """What stands in the field for that."""
        return str(self["days"].value() or USUAL_DAYS)

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        if said.get("action") == Action.SUSPEND and "days" in said:
            try:
                said["ends"] = _end(said["days"] or USUAL_DAYS, said.get("until", ""))
            except forms.ValidationError as error:
                self.add_error("until", error)
        return said

    @property
    def verdict(self) -> Verdict:
        """What a valid form says."""
        said = self.cleaned_data
        return Verdict(said["action"], said["word"].strip(), said.get("ends"), said["hides"])


def _end(days: str, day: str) -> datetime:
    """When a suspension ends. Raises ValidationError."""
    now = timezone.now()
    if days != DATE:
        return now + timedelta(days=int(days))
    try:
        chosen = parse_date(day.strip())
    except ValueError:  # no such day
        chosen = None
    if chosen is None:
        raise forms.ValidationError(NO_DAY)
    if chosen <= timezone.localdate():
        raise forms.ValidationError(PAST)
    if chosen > timezone.localdate() + LONGEST:
        raise forms.ValidationError(TOO_FAR)
    return timezone.make_aware(datetime.combine(chosen, time.min))


class NoteForm(Plain, forms.Form):
    """A note about somebody, for other moderators."""

    text = LimitedText(
        "A note", "LONGEST_COMMENT", error_messages={"required": "Write something first."}
    )


class AppealForm(NoteForm):
    """Why a decision should be looked at again."""
