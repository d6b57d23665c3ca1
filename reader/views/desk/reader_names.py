"""Readers named in a form, by their usernames."""

from __future__ import annotations

from typing import Any

from django import forms

from reader.models import ChosenReader, Reader, Story

MOST_NAMED = 200
"""Readers that an author can choose for one story."""


class ReaderNames(forms.CharField):
    """Usernames with commas or lines between them. Each has to be a reader's here."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "autocapitalize": "off", "spellcheck": "false"})
        super().__init__(widget=widget, max_length=10_000, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        names = usernames(value)
        if len(names) > MOST_NAMED:
            raise forms.ValidationError(f"You can choose at most {MOST_NAMED} readers.")
        known = {reader.username.lower() for reader in readers_named(names)}
        unknown = [name for name in names if name.lower() not in known]
        if unknown:
            named = ", ".join(f"“{name[:60]}”" for name in unknown[:5])
            raise forms.ValidationError(
                f"Nobody here is called {named}. Give the name that stands in the address of their "
                "page."
            )


def usernames(text: str) -> list[str]:
    """The names that stand in a text, each once; an `@` before one is left out."""
    names: dict[str, str] = {}
    for part in text.replace("\n", ",").split(","):
        name = part.strip().removeprefix("@")
        if name:
            names.setdefault(name.lower(), name)
    return list(names.values())


def readers_named(names: list[str]) -> list[Reader]:
    """The readers of these usernames who are still here, in any case of letters."""
    found: list[Reader] = []
    for name in names:
        found += Reader.objects.filter(username__iexact=name, is_active=True)[:1]
    return found


def chosen_names(story: Story) -> str:
    """Who was chosen for a story, as the form has it."""
    rows = ChosenReader.objects.filter(story=story.pk, reader__is_active=True)
    names = rows.order_by("chosen_at", "pk").values_list("reader__username", flat=True)
    return ", ".join(names)


def choose_readers(story: Story, text: str) -> None:
    """Let those who are named in a text, and only those, be the chosen readers of a story."""
    readers = readers_named(usernames(text))
    ChosenReader.objects.replace(story.pk, {reader.pk for reader in readers} - {story.author_id})
