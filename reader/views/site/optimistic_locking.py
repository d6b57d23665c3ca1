"""Optimistic locking: of two people, or two windows, that change the same thing, neither overwrites
the other's words unseen."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

MEANWHILE = (
    "This was changed elsewhere while you were writing. What you wrote is still here, but not "
    "saved yet. Save again to replace what is saved now, which is:"
)
EMPTIED = (
    "This was emptied elsewhere while you were writing. What you wrote is still here, but not "
    "saved yet. Save again if you want to keep it."
)
COMPARED = (forms.CharField, forms.BooleanField, forms.TypedChoiceField)


class OptimisticLock(forms.BaseForm):
    """A form over what is stored, its `initial`. It goes out with its version: of each field, a
    digest of what stood in it. What comes back is held against what is stored by then:

    - a field that nobody changed meanwhile, or to the same, is taken;
    - one that was changed meanwhile, but not in this form, stays as it is stored;
    - a text that was changed in both is refused, `stale`, with both states to choose from. The form
      then goes out with the present version, so that sending it once more puts it in place.

    A form that comes without a version is taken as it is.
    """

    stale = False
    stays = False
    """Whether the page keeps the fields as they are when the form was taken: what others changed
    would be overwritten by the next sending, so every change of others makes it stale."""

    @property
    def version(self) -> str:
        """Of each field, a digest of what is stored in it now."""
        parts = [f"{name}:{_digest(self._stored(name))}" for name in self._compared()]
        return " ".join(parts)

    @property
    def version_field(self) -> SafeString:
        """The version as a hidden field of the form."""
        name = self.add_prefix("version")
        return format_html('<input type="hidden" name="{}" value="{}">', name, self.version)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data, begun_on = self.cleaned_data, self._begun_on()
        for name in self._compared():
            if name in data and name in begun_on:
                self._compare(name, data, begun_on[name])
        return data

    def _begun_on(self) -> dict[str, str]:
        """Of each field, the digest of what stood in it when the form was sent out."""
        digests = {}
        for part in self.data.get(self.add_prefix("version"), "").split():
            name, colon, digest = part.partition(":")
            if colon:
                digests[name] = digest
        return digests

    def _compare(self, name: str, data: dict[str, Any], begun_on: str) -> None:
        stored = self._stored(name)
        if begun_on == _digest(stored) or _plain(data[name]) == _plain(stored):
            return
        if begun_on == _digest(data[name]) and not self.stays:
            data[name] = stored
        elif type(self.fields[name].widget) in (forms.Textarea, forms.TextInput):
            self.stale = True
            present = format_html("{} <q>{}</q>", MEANWHILE, stored) if stored else EMPTIED
            self.add_error(name, forms.ValidationError(present))

    def _compared(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, COMPARED)]

    def _stored(self, name: str) -> object:
        return self.get_initial_for_field(self.fields[name], name)


def _plain(value: object) -> str:
    """A value as a form sends it and takes it: without the ends of lines that browsers send."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _digest(value: object) -> str:
    return sha256(_plain(value).encode()).hexdigest()[:16]
