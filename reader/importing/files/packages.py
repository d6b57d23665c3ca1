"""ZIP packages that may be hostile: EPUB, DOCX and ODT are such, with XML inside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from django.conf import settings
from lxml import etree

from reader.importing.files.xml import parse_xml
from reader.importing.refusals import DAMAGED, LOCKED, LOCKED_OR_OLD
from reader.text.manuscripts.manuscript import ManuscriptError

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a document begins that Word has locked, or that an old Word has saved."""
MOST_FILES = 10_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
           ValueError)  # fmt: skip


class Package:
    """The files in a ZIP archive, read one at a time and never written anywhere.

    All of them together may unpack to `settings.LARGEST_UNPACKED` bytes, counted as they come
    and not as the archive says. Raises ManuscriptError for what is broken, locked or too large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            locked_or_old = data.startswith(_COMPOUND_FILE)
            raise ManuscriptError(LOCKED_OR_OLD if locked_or_old else DAMAGED) from error
        if len(entries) > MOST_FILES:
            raise ManuscriptError(
                f"contains more than {MOST_FILES:,} files, so it can’t be a story"
            )
        self.names: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if not entry.is_dir():
                self.names[entry.filename] = entry
        self._left = settings.LARGEST_UNPACKED

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises KeyError where there is none of that name."""
        entry = self.names[name]
        if entry.flag_bits & 1:
            raise ManuscriptError(LOCKED)
        try:
            with self._zip.open(entry) as file:
                data = file.read(max(self._left, 0) + 1)
        except _BROKEN as error:
            raise ManuscriptError(DAMAGED) from error
        self._left -= len(data)
        if self._left < 0:
            raise ManuscriptError(
                f"unpacks to more than {settings.LARGEST_UNPACKED:,} bytes: "
                "remove what isn’t text, or raise GLOSS_LARGEST_UNPACKED"
            )
        return data

    def xml(self, name: str) -> etree._Element:
        """The root of an XML file. Raises KeyError, and ManuscriptError for what is no XML."""
        return parse_xml(self.read(name))

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture, or None for one that is missing, damaged or too large."""
        entry = self.names.get(name)
        if entry is None or entry.file_size > settings.LARGEST_PICTURE:
            return None
        try:
            return self.read(name)
        except ManuscriptError:
            return None

    def find(self, name: str, beside: str = "") -> str:
        """The name of the file that a link in the file `beside` leads to, or an empty string."""
        path = unquote(name.partition("#")[0])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        if path in self.names:
            return path
        lower = path.lower()
        for known in self.names:
            if known.lower() == lower:
                return known
        return ""
