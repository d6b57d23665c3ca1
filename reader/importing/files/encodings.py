"""Bytes to text: UTF-8, UTF-16, and what encoding_detection.py takes the bytes for."""

from __future__ import annotations

import codecs
import re

from reader.importing.files.encoding_detection import detect_encoding
from reader.importing.files.encoding_names import encoding_name
from reader.importing.files.utf16 import detect_utf16
from reader.importing.refusals import EMPTY
from reader.text.manuscripts.manuscript import ManuscriptError
from reader.text.xml_characters import without_forbidden

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_KNOWN = {
    b"PK\x03\x04": "a ZIP archive, a Word or an EPUB file",
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "a Rich Text file",
}
_NO_TEXT = "is not a text file: save the story as plain text and import that"
_UNKNOWN = "is in an encoding that Gloss does not recognise: save it as UTF-8 and import that"
_ABOVE_ASCII = re.compile("[^\x00-\x7f]")
_STRAY = re.compile("[\udc80-\udcff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,10}))(?:;|(?=\W)|$)", re.IGNORECASE)
_DECODED_TWICE = re.compile("â€[™œ\x9d“”˜¦]|Ã[©¨¢¶¼]")


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text in `data` and the doubts about how it was read.

    Raises `ManuscriptError` for what is empty or no text.
    """
    if not data.strip():
        raise ManuscriptError(EMPTY)
    for start, what in _KNOWN.items():
        if data.startswith(start):
            raise ManuscriptError(f"is {what}: save it as plain text and import that")
    text, doubts = _decode(data)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ManuscriptError(EMPTY)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > 2 + len(text) / 1000:
        raise ManuscriptError(_NO_TEXT)
    if _DECODED_TWICE.search(text):
        damaged = "Some letters were damaged before the file was saved"
        doubts.append(f"{damaged}, for example “â€™” for “’”.")
    return _CONTROLS.sub("", text), doubts


def valid_markup(markup: str) -> str:
    """HTML or XML without the characters that neither may hold, as such or by their numbers:
    libxml2 lets some of them in, and fails on them later."""
    markup = without_forbidden(markup)
    return _REFERENCE.sub(_allowed, markup) if "&#" in markup else markup


def _allowed(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    good = number in (9, 10, 13) or 32 <= number <= 0x10FFFF
    return reference[0] if good and without_forbidden(chr(number)) else ""


def _decode(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    return _without_a_mark(data)


def _marked(data: bytes, encoding: str) -> tuple[str, list[str]]:
    """The text of bytes that begin with the mark of an encoding."""
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise ManuscriptError(
                f"is damaged: only its beginning is valid {encoding.upper()}"
            ) from error
    return _mend(data)


def _without_a_mark(data: bytes) -> tuple[str, list[str]]:
    wide = detect_utf16(data)
    if wide:
        return data.decode(wide, errors="replace"), []
    if b"\0" in data:
        raise ManuscriptError(_NO_TEXT)
    if b"\x1b$" in data:
        return _guessed(data)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _mend(data)


def _mend(data: bytes) -> tuple[str, list[str]]:
    """Another encoding, or UTF-8 into which a little of Windows-1252 was pasted."""
    text = data.decode("utf-8", errors="surrogateescape")
    strays = len(_STRAY.findall(text))
    real = len(_ABOVE_ASCII.findall(text)) - strays
    if strays >= real:
        return _guessed(data)
    try:
        mended = _STRAY.sub(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252"), text)
    except UnicodeDecodeError as error:
        raise ManuscriptError(_UNKNOWN) from error
    return mended, [
        f"{strays} bytes were not UTF-8 like the rest, so they were read as Windows-1252."
    ]


def _guessed(data: bytes) -> tuple[str, list[str]]:
    """The text by the most likely encoding, with a doubt that names it where it is a guess."""
    encoding, sure = detect_encoding(data)
    text = data.decode(encoding, errors="replace") if encoding else ""
    unread = text.count("\ufffd")
    if not encoding or unread > len(text) / 200:
        raise ManuscriptError(_UNKNOWN)
    doubts = []
    if not sure:
        doubts.append(
            f"The file does not say which encoding it is in, so it was read as "
            f"{encoding_name(encoding)}. If letters look wrong, save it as UTF-8 and import that."
        )
    if unread:
        doubts.append(f"{unread} characters could not be read: they are shown as “\ufffd”.")
    return text, doubts
