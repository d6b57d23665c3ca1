"""What people write, and how long it may be."""

from __future__ import annotations

from django import forms
from django.conf import settings

from reader.models import AuthorNote, Chapter, Highlight, Reader, Story, Tag, Token
from reader.text.rendering.comments import is_blank
from reader.views.site.optimistic_locking import OptimisticLock


class Plain:
    """Labels without a colon after them."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class Written(forms.CharField):
    """Text of a person, with a limit that is named when it is passed."""

    def __init__(self, what: str, setting: str, **kwargs: object) -> None:
        self.what, self.setting = what, setting
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        longest = getattr(settings, self.setting)
        if len(value) > longest:
            raise forms.ValidationError(
                f"{self.what} may be {longest:,} characters long; this is {len(value):,}. "
                "Shorten it, or say it in two."
            )


class CommentForm(OptimisticLock, forms.Form):
    """A comment, as somebody types it."""

    text = Written(
        "A comment", "LONGEST_COMMENT", error_messages={"required": "Write something first."}
    )

    def clean_text(self) -> str:
        if is_blank(self.cleaned_data["text"]):
            raise forms.ValidationError("Write something first.")
        return self.cleaned_data["text"]


class HighlightForm(OptimisticLock, forms.ModelForm):
    """What a reader may change of a highlight."""

    note = Written("A note", "LONGEST_HIGHLIGHT_NOTE", required=False)

    class Meta:
        model = Highlight
        fields = ("colour", "note", "public")


class ChapterForm(OptimisticLock, forms.Form):
    """A chapter as its author writes it."""

    title = forms.CharField(max_length=200, required=False)
    source = Written(
        "A chapter", "LONGEST_CHAPTER", error_messages={"required": "Write something first."}
    )
    stays = True
    kept = None
    """When the draft in it was kept, if it is one."""


class NewStoryForm(Plain, forms.ModelForm):
    """How a story begins: with a title."""

    class Meta:
        model = Story
        fields = ("title",)


class StoryForm(OptimisticLock, Plain, forms.ModelForm):
    """What a story's own page says of it."""

    tag_names = forms.CharField(
        label="Tags", required=False, max_length=1000, help_text="With commas between them."
    )

    class Meta:
        model = Story
        fields = ("title", "byline", "summary", "language", "rating", "status", "smart")
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        tags = self.instance.tags.filter(kind=Tag.Kind.TAG)
        self.initial["tag_names"] = ", ".join(tag.name for tag in tags)

    def save(self, commit: bool = True) -> Story:
        story = super().save(commit)
        story.tag(self.cleaned_data["tag_names"].split(","))
        return story


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


class SelectionForm(forms.Form):
    """A stretch of the text that somebody was looking at: which revision, where, which words."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    quote = forms.CharField(max_length=100_000, strip=False)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        longest = settings.LONGEST_PASSAGE
        if data.get("end", 0) - data.get("start", 0) > longest:
            raise forms.ValidationError(
                f"A passage may be {longest:,} characters long. Select a little less."
            )
        return data


class ProfileForm(OptimisticLock, Plain, forms.ModelForm):
    """What others see of a reader."""

    class Meta:
        model = Reader
        fields = ("name", "bio")
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}


class TokenForm(Plain, forms.ModelForm):
    """What a new token is for."""

    class Meta:
        model = Token
        fields = ("name",)
        help_texts = {"name": "So that you know it again: “my e-reader”, “notes on the laptop”."}


class LeaveForm(Plain, forms.Form):
    """What is to become of what one wrote, and one's password."""

    comments = forms.ChoiceField(
        label="What I said in the margins",
        choices=[
            ("stay", "Stays, without my name, so that what others answered makes sense"),
            ("go", "Goes. Where somebody answered, it says that a comment was deleted"),
        ],
        initial="stay",
        widget=forms.RadioSelect,
    )
    stories = forms.ChoiceField(
        label="My stories",
        required=False,
        choices=[
            ("stay", "Stay in the library. A name that I put on a cover stays on it"),
            ("go", "Go out of the library. What readers marked and noted stays theirs"),
        ],
        initial="stay",
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label="My password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password, so that nobody else can do this."},
    )

    def __init__(self, reader: Reader, *args: object, **kwargs: object) -> None:
        self.reader = reader
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        if not self.reader.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password. Nothing was deleted.")
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, object]:
        if self.reader.keeps_the_library_alone:
            raise forms.ValidationError(
                "You are the only one who keeps this library. Make somebody else a superuser first."
            )
        return super().clean()


def status_of(form: forms.BaseForm) -> int:
    """The status of the answer that shows a form: 409 where what it changes was changed meanwhile,
    422 where something else is wrong with it."""
    if getattr(form, "stale", False):
        return 409
    return 422 if form.errors else 200
