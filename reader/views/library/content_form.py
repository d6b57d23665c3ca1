"""The form for what somebody leaves out, and is asked about before they read."""

from __future__ import annotations

from typing import Any

from django import forms

from reader.models import Story
from reader.models.library.content_preferences import LONGEST, MOST, WARNINGS, ContentPreferences
from reader.views.library.language_names import language_name
from reader.views.site.forms import Plain

SHOW, ASK, LEAVE_OUT = "show", "ask", "leave out"
WHAT_TO_DO = [(SHOW, "Show"), (ASK, "Ask me first"), (LEAVE_OUT, "Leave out")]
OF_WARNINGS = [
    ("any", "Ask before any story with warnings"),
    ("none", "Don’t ask"),
    ("some", "Ask only about these:"),  # last, because the field for them comes next
]


class LineList(forms.CharField):
    """Words or phrases, each on a line of its own or after a comma: a list of them."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        super().__init__(required=False, max_length=MOST * LONGEST, widget=widget, **kwargs)

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        words = []
        for line in str(super().clean(value)).replace(",", "\n").splitlines():
            word = " ".join(line.split())
            if len(word) > LONGEST:
                raise forms.ValidationError(
                    f"“{word[:40]}…” is too long: a tag has at most {LONGEST} characters."
                )
            if word:
                words.append(word)
        if len(words) > MOST:
            raise forms.ValidationError(f"These are {len(words)}; at most {MOST} can be kept.")
        return words


class ContentForm(Plain, forms.Form):
    """A rating is shown, asked about or left out; warnings are asked about; tags, authors and
    languages are left out."""

    ask_warnings = forms.ChoiceField(
        label="Warnings", choices=OF_WARNINGS, widget=forms.RadioSelect
    )
    warnings = LineList(label="Warnings to be asked about")
    tags = LineList(label="Tags, fandoms and warnings to leave out")

    def __init__(
        self, preferences: ContentPreferences, languages: list[str], *args: Any, **kwargs: Any
    ) -> None:
        """`languages` are the codes of those in the library."""
        self.preferences = preferences
        left_out = preferences.left_out
        initial: dict[str, Any] = {
            "tags": left_out.get("tag", []),
            "warnings": preferences.warnings,
        }
        initial["ask_warnings"] = _asked_of_warnings(preferences)
        super().__init__(*args, initial=initial, **kwargs)
        for rating, label in Story.Rating.choices:
            if rating:
                self.fields[f"rating_{rating}"] = forms.ChoiceField(
                    label=label,
                    choices=WHAT_TO_DO,
                    initial=_done_with(rating, preferences),
                    widget=forms.RadioSelect,
                )
        codes = dict.fromkeys([*languages, *left_out.get("language", ())])
        self.fields["languages"] = forms.MultipleChoiceField(
            label="Languages to leave out",
            required=False,
            choices=[(code, language_name(code)) for code in codes],
            initial=left_out.get("language", []),
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def ratings(self) -> list[forms.BoundField]:
        """The fields of the ratings."""
        return [field for field in self if field.name.startswith("rating_")]

    def chosen(self) -> ContentPreferences:
        """What was chosen; authors stay as they are."""
        sent = self.cleaned_data
        ratings: dict[str, list[str]] = {SHOW: [], ASK: [], LEAVE_OUT: []}
        for field in self.ratings:
            ratings[sent[field.name]].append(field.name.removeprefix("rating_"))
        told = ratings[ASK]
        if sent["ask_warnings"] == "any":
            told.append(WARNINGS)
        kept: dict[str, Any] = dict(self.preferences.left_out)
        kept |= {"rating": ratings[LEAVE_OUT], "tag": sent["tags"], "language": sent["languages"]}
        kept["told"] = told
        kept["warnings"] = sent["warnings"] if sent["ask_warnings"] == "some" else []
        return ContentPreferences(kept)


def _asked_of_warnings(preferences: ContentPreferences) -> str:
    if WARNINGS in preferences.told:
        return "any"
    return "some" if preferences.warnings else "none"


def _done_with(rating: str, preferences: ContentPreferences) -> str:
    if preferences.leaves_out("rating", rating):
        return LEAVE_OUT
    return ASK if rating in preferences.told else SHOW
