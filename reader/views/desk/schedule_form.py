"""A day, a time and a time zone, as authors say when something comes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone

from reader.models import Chapter, Reader
from reader.text.local_times import NoSuchTime, moment_of
from reader.views.site.forms import Plain

FARTHEST = timedelta(days=2 * 366)
USUAL_TIME = time(18)
NO_DAY = "Choose a day."
NO_TIME = "Say a time, like 18:00."
PAST = "That time has passed. Choose a later one, or publish now."
TOO_FAR = "That is more than two years away. Choose an earlier day."
SKIPPED = (
    "There is no such time on that day: clocks are put forward over it. Choose an earlier or a "
    "later one."
)
NAMED_BY_OTHERS = ("Etc/", "SystemV/", "US/", "posix/", "right/")
"""Zones that have another name, which is offered."""


class ScheduleForm(Plain, forms.Form):
    """When one chapter comes out. The zone is kept for the next time."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": NO_DAY, "invalid": NO_DAY},
    )
    time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": NO_TIME, "invalid": NO_TIME},
    )
    zone_name = forms.ChoiceField(
        label="Time zone", help_text="The clock that you say it by. It is kept for the next time."
    )
    moment: datetime
    """Once it is valid."""

    def __init__(self, reader: Reader, *args: Any, at: datetime | None, **kwargs: Any) -> None:
        self.reader = reader
        now = timezone.localtime(timezone=reader.zone)
        usual = datetime.combine(now.date() + timedelta(days=1), USUAL_TIME)
        if at and at > now:
            usual = timezone.localtime(at, reader.zone).replace(tzinfo=None)
        initial = {"day": usual.date(), "time": usual.time(), "zone_name": reader.zone.key}
        super().__init__(*args, initial=initial, **kwargs)
        field = self.fields["zone_name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _zones(reader.zone.key)
        if not (self.is_bound or reader.time_zone or at):
            field.widget.attrs["data-own-zone"] = ""  # as the browser's clock is (own_zone.js)

    @property
    def said(self) -> datetime:
        """What a clock says then."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data["zone_name"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if {"day", "time", "zone_name"} <= self.cleaned_data.keys():
            field, error = self._refusal()
            if error:
                self.add_error(field, error)
        return self.cleaned_data

    def _refusal(self) -> tuple[str, str]:
        """Why nothing can come out then, and the field that it stands at."""
        now = timezone.now()
        if self.said.date() > (now + FARTHEST).date():
            return "day", TOO_FAR
        if self.said.date() < (now - timedelta(days=2)).date():
            return "day", PAST
        try:
            self.moment = moment_of(self.said, self.zone)
        except NoSuchTime:
            return "time", SKIPPED
        return "time", PAST if self.moment <= now else ""

    def keep_zone(self) -> None:
        """Remember where the author's clock is."""
        self.reader.time_zone = self.cleaned_data["zone_name"]
        self.reader.save(update_fields=["time_zone"])


class SeriesForm(ScheduleForm):
    """When the drafts of a story come out, the first of them at that time."""

    every = forms.ChoiceField(
        label="How",
        choices=[
            ("0", "All at once"),
            ("1", "One a day"),
            ("7", "One a week"),
            ("14", "One every two weeks"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    anew = forms.BooleanField(
        label="Also give new times to the chapters that have one already", required=False
    )

    def __init__(self, *args: Any, drafts: Sequence[Chapter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["every"] = "7" if len(drafts) > 1 else "0"

    def offer_anew(self, some_have_times: bool) -> None:
        """Ask about chapters that have a time already, where there are any."""
        if not some_have_times:
            self.fields["anew"].widget = forms.HiddenInput()

    @property
    def days(self) -> int:
        """From one chapter to the next."""
        return int(self.cleaned_data["every"] or 0)


@cache
def _all_zones() -> tuple[str, ...]:
    names = {settings.TIME_ZONE}
    for name in available_timezones():
        if name == "UTC" or "/" in name and not name.startswith(NAMED_BY_OTHERS):
            names.add(name)
    return tuple(sorted(names))


def _zones(present: str) -> list[tuple[str, str]]:
    """All there are, and the `present` one, whatever it is called."""
    names = sorted({present, *_all_zones()})
    return [(name, name.replace("_", " ")) for name in names]
