"""What authors write."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.db import transaction

from reader.actions.count_again import count_again
from reader.actions.inbox.chapters import tell_more
from reader.actions.library.change_audience import prepare_for_audience
from reader.models import AuthorNote, Chapter, Notification, Reader, Story, Tag
from reader.models.library.margin_rules import RULES, rule_choices, rule_of
from reader.text.language_tags import is_language_tag
from reader.views.desk.reader_names import ReaderNames, choose_readers, chosen_names
from reader.views.library.language_names import known_languages, language_code, language_name
from reader.views.margin.forms import EMPTY, CommentForm
from reader.views.site.forms import LimitedText, Plain
from reader.views.site.optimistic_locking import OptimisticLock

TAG_FIELDS = {"tag_names": Tag.Kind.TAG, "warning_names": Tag.Kind.WARNING}


class ChapterForm(OptimisticLock, forms.Form):
    """A chapter as its author writes it. `kept` is when the draft in it was saved, if it is one."""

    title = forms.CharField(max_length=200, required=False)
    source = LimitedText(
        "A chapter", "LONGEST_CHAPTER", error_messages={"required": "Write something first."}
    )
    stays = True
    kept: datetime | None = None


class NewStoryForm(Plain, forms.ModelForm):
    """How a story begins: with a title."""

    class Meta:
        model = Story
        fields = ("title",)


class StoryRulesForm(OptimisticLock, Plain, forms.ModelForm):
    """What an author wants in the margins of one story."""

    class Meta:
        model = Story
        fields = RULES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story: Story = self.instance
        for name in RULES:
            choices = rule_choices(name)
            usual = dict(choices)[rule_of(story.author, story.author, name)]
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", f"As for all my stories: {usual}"), *choices]


class DefaultRulesForm(OptimisticLock, Plain, forms.ModelForm):
    """What an author wants in the margins of their stories that say nothing else."""

    class Meta:
        model = Reader
        fields = RULES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in RULES:
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = rule_choices(name)
            self.initial[name] = rule_of(self.instance, self.instance, name)


class StoryForm(OptimisticLock, Plain, forms.ModelForm):
    """What a story's own page says of it, and to whom."""

    field_order = (
        *("title", "byline", "summary", "language", "rating", "status", "smart", "tag_names"),
        *("warning_names", "audience", "chosen_names"),
    )
    language = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"list": "languages", "autocomplete": "off"}),
        help_text="Its name, or a code such as pt-br.",
    )
    tag_names = forms.CharField(
        label="Tags", required=False, max_length=1000, help_text="Separated by commas."
    )
    chosen_names = ReaderNames(
        label="Readers whom I choose",
        required=False,
        help_text=(
            "Their usernames, separated by commas. They may read the story if you choose so above; "
            "a draft too, and what they say stays in its margin when you publish it."
        ),
    )
    warning_names = forms.CharField(
        label="Content warnings",
        required=False,
        max_length=1000,
        help_text=(
            "Separated by commas: Graphic violence, Major character death, Sexual violence, "
            "Underage, or words of your own. Readers are told of them before the text."
        ),
    )

    class Meta:
        model = Story
        fields = (
            *("title", "byline", "summary", "language", "rating", "status", "smart"),
            "audience",
        )
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}
        labels = {"audience": "Who may read it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, kind in TAG_FIELDS.items():
            tags = self.instance.tags.filter(kind=kind)
            self.initial[field] = ", ".join(tag.name for tag in tags)
        self.initial["language"] = self._language_shown()
        self.initial["chosen_names"] = chosen_names(self.instance)
        self.fields["audience"].required = False

    def _language_shown(self) -> str:
        """The language's name, where it says which code is meant; else the code."""
        code = self.instance.language
        name = language_name(code)
        return name if language_code(name) == code.lower() else code

    def clean_language(self) -> str:
        """The code of what was chosen or typed; what the story has stays, whatever it is."""
        words = self.cleaned_data["language"].strip()
        if words == self.initial["language"]:
            return self.instance.language
        code = language_code(words)
        if not is_language_tag(code):
            raise forms.ValidationError(
                "Gloss knows no language of that name. Choose one from the list, or give its code: "
                "two or three letters, as in en or pt-br."
            )
        return code

    def clean_audience(self) -> str:
        """What was chosen; a form that does not ask leaves it as it is."""
        return self.cleaned_data["audience"] or self.instance.audience

    def known_languages(self) -> list[tuple[str, str, str]]:
        """What is offered for the language."""
        return known_languages()

    @transaction.atomic
    def save(self, commit: bool = True) -> Story:
        if "audience" in self.changed_data:
            prepare_for_audience(self.instance, self.cleaned_data["audience"])
        story: Story = super().save(commit)
        for field, kind in TAG_FIELDS.items():
            story.tag(self.cleaned_data[field].split(","), kind)
        if "chosen_names" in self.data:
            choose_readers(story, self.cleaned_data["chosen_names"])
        if "audience" in self.changed_data:
            tell_more(story)
        if {"audience", "chosen_names"} & set(self.changed_data):
            count_again(Notification.objects.filter(story=story))
        return story


class AnnouncementForm(CommentForm):
    """An announcement, which is written as a comment is."""

    text = LimitedText("An announcement", "LONGEST_COMMENT", error_messages={"required": EMPTY})


class NoteForm(OptimisticLock, Plain, forms.ModelForm):
    """An author's note."""


NotesFormSet = forms.inlineformset_factory(
    Chapter,
    AuthorNote,
    form=NoteForm,
    fields=("place", "kind", "source"),
    extra=1,
    can_delete_extra=False,
    widgets={"source": forms.Textarea(attrs={"rows": 4})},
)
"""The notes of a chapter, and room for one more."""
