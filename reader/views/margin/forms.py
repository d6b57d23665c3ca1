"""What readers write in the margin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from reader.models import Highlight
from reader.text.rendering.comments import is_blank
from reader.views.site.forms import LimitedText
from reader.views.site.optimistic_locking import OptimisticLock

EMPTY = "Write something first."
UNCHANGED = "Change the words to what they should be, or say below what is wrong with them."


class CommentForm(OptimisticLock, forms.Form):
    """A comment, as somebody types it."""

    text = LimitedText("A comment", "LONGEST_COMMENT", error_messages={"required": EMPTY})

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if is_blank(text):
            raise forms.ValidationError(EMPTY)
        return text


class WordForm(forms.Form):
    """A word to the writer of a comment that is hidden, or none."""

    text = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea)


class TypoForm(OptimisticLock, forms.Form):
    """What some words should be, and, if need be, why."""

    suggestion = LimitedText("A correction", "LONGEST_COMMENT", required=False)
    remark = LimitedText("A remark", "LONGEST_COMMENT", required=False)

    def __init__(self, words: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def clean_suggestion(self) -> str:
        """Lines as they are in a text; the very words, where nothing else was changed of them."""
        said: str = self.cleaned_data["suggestion"].replace("\r\n", "\n")
        return self.words if said.split() == self.words.split() else said

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("suggestion") == self.words and not data.get("remark"):
            raise forms.ValidationError(UNCHANGED)
        return data


class HighlightForm(OptimisticLock, forms.ModelForm):
    """What a reader may change of a highlight."""

    note = LimitedText("A note", "LONGEST_HIGHLIGHT_NOTE", required=False)

    class Meta:
        model = Highlight
        fields = ("colour", "note", "public")


class MarkForm(forms.Form):
    """What a reader says as they mark words: a colour, and perhaps a note."""

    colour = forms.ChoiceField(choices=Highlight.Colour)
    note = LimitedText("A note", "LONGEST_HIGHLIGHT_NOTE", required=False)
    public = forms.BooleanField(required=False)


class SelectionForm(forms.Form):
    """A stretch of the text that somebody was looking at: which revision, where, which words."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    quote = forms.CharField(max_length=100_000, strip=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data, longest = self.cleaned_data, settings.LONGEST_PASSAGE
        if data.get("end", 0) - data.get("start", 0) > longest:
            raise forms.ValidationError(
                f"You can select up to {longest:,} characters. Select a little less."
            )
        return data
