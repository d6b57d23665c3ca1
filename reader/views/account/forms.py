"""What a reader says of themselves, and does with their account."""

from __future__ import annotations

from typing import Any

from django import forms

from reader.models import Reader, Token
from reader.models.people.named_colour import LONGEST_NAME
from reader.views.site.forms import Plain
from reader.views.site.optimistic_locking import OptimisticLock


class ProfileForm(OptimisticLock, Plain, forms.ModelForm):
    """What others see of a reader."""

    class Meta:
        model = Reader
        fields = ("name", "bio")
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}


class HighlightPreferencesForm(Plain, forms.Form):
    """Whether a reader's highlights count unnamed, and what they call each colour."""

    counts_marks = forms.BooleanField(
        label="My highlights count, without my name",
        help_text=(
            "Where three readers or more have marked the same sentence, everybody sees a faint "
            "line under it. Nobody sees who they are. A change shows within some minutes."
        ),
        required=False,
    )

    def __init__(self, reader: Reader, *args: Any, **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(*args, initial={"counts_marks": reader.counts_marks}, **kwargs)
        for colour in reader.colours:
            plain = colour.capitalize()
            self.fields[colour] = forms.CharField(
                label=f"Name of the colour {colour}",
                required=False,
                max_length=LONGEST_NAME,
                initial=reader.colour_names.get(colour, ""),
                widget=forms.TextInput(attrs={"placeholder": plain, "autocomplete": "off"}),
            )

    def colour_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The fields for the names, each with its colour."""
        return [(self[colour], colour) for colour in self.reader.colours]

    def save(self) -> None:
        """Keep what was chosen; a colour without a name has its plain one."""
        names = {}
        for colour in self.reader.colours:
            name = " ".join(self.cleaned_data[colour].split())
            if name:
                names[str(colour)] = name
        self.reader.colour_names = names
        self.reader.counts_marks = self.cleaned_data["counts_marks"]
        self.reader.save(update_fields=["colour_names", "counts_marks"])


class TokenForm(Plain, forms.ModelForm):
    """What a new token is for."""

    class Meta:
        model = Token
        fields = ("name",)
        help_texts = {"name": "To recognise it later: “my e-reader”, “notes on the laptop”."}


class OwnPasswordForm(Plain, forms.Form):
    """One's password, to be sure before an account goes."""

    password = forms.CharField(
        label="My password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password, so that nobody else can do this."},
    )

    def __init__(self, reader: Reader, *args: Any, **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.reader.check_password(password):
            raise forms.ValidationError("This is not your password. Nothing was deleted.")
        return password


class DeletionForm(OwnPasswordForm):
    """What is to become of what one wrote, when, and one's password."""

    comments = forms.ChoiceField(
        label="My comments",
        choices=[
            ("stay", "Keep them, without my name, so that replies to them make sense"),
            ("go", "Delete them. If someone replied, a note says that a comment was deleted"),
        ],
        initial="stay",
        widget=forms.RadioSelect,
    )
    stories = forms.ChoiceField(
        label="My stories",
        required=False,
        choices=[
            ("stay", "Keep them in the library. A name that I put on a cover stays on it"),
            ("go", "Remove them from the library. Readers keep their highlights and notes"),
        ],
        initial="stay",
        widget=forms.RadioSelect,
    )
    when = forms.ChoiceField(
        label="When",
        required=False,
        choices=[
            ("later", "In fourteen days. Until then I can sign in and open my account again"),
            ("now", "Delete it now. This is final: nobody can bring anything back"),
        ],
        initial="later",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.reader.keeps_the_library_alone:
            raise forms.ValidationError(
                "You are the only administrator. Make somebody else an administrator first."
            )
        return self.cleaned_data
