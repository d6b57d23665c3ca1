"""Files that may take long to make: the file, or a page that says how far it is."""

from __future__ import annotations

import time
from threading import BoundedSemaphore
from typing import NamedTuple
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from reader.exporting.exportable import Exportable
from reader.exporting.prepare import find_export, make_at_once, prepare
from reader.models import Export
from reader.tasks.progress import Progress, progress_of
from reader.views.site.errors import say_plainly
from reader.web.rate_limits import hit
from reader.web.request import HtmxHttpRequest

TOO_MANY = "Too many downloads in a short time. Wait a minute, then try again."
IN_MEMORY = 5_000_000
"""Bytes of a file that are sent in one piece, and compressed where that helps."""
PATIENCE, GLANCE = 10.0, 0.25
"""Seconds that a program waits for a file at most, and between two looks whether it is there."""
_may_wait = BoundedSemaphore(2)
"""Taken by each program that waits, so that most web threads are free for others."""


class Back(NamedTuple):
    """The page from which a file is asked for."""

    url: str
    title: str


def export_answer(
    request: HtmxHttpRequest, wanted: Exportable, title: str, back: Back, *, limit: str = ""
) -> HttpResponseBase:
    """The file, if it is there or quickly made. Else it is prepared: browsers get a page that says
    so; e-readers and other programs, which can do nothing with a page, wait a little and are told
    to come back.

    Who may have the file has been asked by the caller. `title` is what the page calls it, `back`
    where it leads back to, `limit` the rate limit of files that nobody has asked for before.
    """
    export = find_export(wanted)
    if export is None:
        if limit and not hit(request, limit):
            return say_plainly(request, TOO_MANY, 429)
        if wanted.is_quick and not request.htmx:
            return _attachment(HttpResponse(make_at_once(wanted)), wanted)
        export = prepare(wanted)
    if not request.htmx:
        there = file_of(export, wanted)
        if there:
            return there
        if export.file:  # it is lost
            export = prepare(wanted)
    if request.htmx or (takes_pages(request) and not export.file):
        return progress_page(request, export, title, back)
    return file_of(export, wanted) or _file_soon(export, wanted) or _come_back()


def file_of(export: Export | None, wanted: Exportable) -> HttpResponseBase | None:
    """The answer with an export's file, if it is made."""
    if export is None or not export.file:
        return None
    try:
        return _attachment(_content(export), wanted)
    except FileNotFoundError:  # somebody has emptied the folder
        Export.objects.filter(pk=export.pk).erase()
        return None


def _attachment(response: HttpResponseBase, wanted: Exportable) -> HttpResponseBase:
    """The answer with a file, to be saved under its name."""
    plain, full = wanted.names
    disposition = f'attachment; filename="{plain}"'
    if full != plain:
        disposition += f"; filename*=UTF-8''{quote(full)}"
    response["Content-Type"] = wanted.media_type
    response["Content-Disposition"] = disposition
    response["ETag"] = f'"{wanted.key}"'
    return response


def _content(export: Export) -> HttpResponseBase:
    """An export's file. Raises FileNotFoundError."""
    if export.size <= IN_MEMORY:
        with export.open() as file:
            return HttpResponse(file.read())
    return FileResponse(export.open())


def takes_pages(request: HtmxHttpRequest) -> bool:
    """Whether whoever asks has said that they take HTML, as browsers do; not just anything."""
    return request.get_preferred_type(["application/octet-stream", "text/html"]) == "text/html"


def progress_page(
    request: HtmxHttpRequest,
    export: Export,
    title: str,
    back: Back,
    *,
    file_url: str = "",
    again: str = "",
) -> HttpResponse:
    """How far an export is; to htmx that part of the page. That it failed is said once: whoever
    asks again has it tried again. `file_url` is where the file is, if not where the page is;
    `again` where a form asks for another."""
    progress = progress_of(export.task)
    failed = progress == Progress.GIVEN_UP if not export.file else export.is_lost
    if failed:
        Export.objects.filter(pk=export.pk).erase()
    url = request.get_full_path()
    context = {
        "title": title,
        "back": back,
        "url": url,
        "file_url": file_url or url,
        "again": again,
        "export": export,
        "running": progress == Progress.RUNNING,
        "failed": failed,
    }
    template = "site/export.html" + ("#progress" if request.htmx else "")
    response = render(request, template, context, status=200 if export.file else 202)
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Accept", "HX-Request"])
    return response


def _file_soon(export: Export, wanted: Exportable) -> HttpResponseBase | None:
    """The answer with the file as soon as it is made; None where that takes too long, or too many
    others wait already."""
    if progress_of(export.task) == Progress.GIVEN_UP:
        Export.objects.filter(pk=export.pk, file="").erase()
        return None
    if not _may_wait.acquire(blocking=False):
        return None
    try:
        until = time.monotonic() + PATIENCE
        there = None
        while there is None and time.monotonic() < until:
            time.sleep(GLANCE)
            there = file_of(find_export(wanted), wanted)
        return there
    finally:
        _may_wait.release()


def _come_back() -> HttpResponse:
    """To a program whose file is not there yet."""
    message = "The file is being prepared. Ask for it again in a few seconds.\n"
    response = HttpResponse(message, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = "10"
    response["Cache-Control"] = "private, no-store"
    return response
