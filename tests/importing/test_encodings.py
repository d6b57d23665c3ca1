"""A file is read as its author saw it, whatever wrote it, or refused in one sentence."""

import codecs

import pytest

from reader.importing import ManuscriptError, read_manuscript
from tests.importing.stories import LONG, texts_of

TEXT = ["The ferry’s café — “closed”, said Una; naïve, that…", *LONG]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_the_same_words_in_any_encoding(mark, encoding):
    data = mark + "\n\n".join(TEXT).encode(encoding)
    manuscript = read_manuscript("a.txt", data)
    assert texts_of(manuscript)[0] == TEXT[0]
    assert manuscript.doubts == []


def test_a_little_of_another_encoding_is_mended_and_told():
    data = "\n\n".join(TEXT).encode() + "\n\nIt wasn’t.".encode("cp1252")
    manuscript = read_manuscript("a.txt", data)
    assert texts_of(manuscript)[0] == TEXT[0]
    assert texts_of(manuscript)[-1] == "It wasn’t."
    assert len(manuscript.doubts) == 1


def test_letters_damaged_before_are_told():
    text = "\n\n".join(TEXT).encode().decode("cp1252", errors="ignore")
    assert len(read_manuscript("a.txt", text.encode()).doubts) == 1


def test_letters_of_other_scripts_are_kept():
    text = "Она ждала. 彼女は待った。 انتظرت. ने इंतज़ार किया 👩‍👩‍👧 e\u0301"
    assert texts_of(read_manuscript("a.txt", text.encode())) == [text]


def test_no_break_spaces_are_kept_as_they_are():
    text = "Forty\u00a0goats\u2060—\u202fand a\u00a0widow."
    assert texts_of(read_manuscript("a.txt", text.encode())) == [text]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b" \n\t\r\n "),
        ("a.txt", codecs.BOM_UTF8),
        ("a.txt", b"AN: Only a note."),
        ("a.txt", b"Chapter 1\n\nChapter 2"),
        ("a.txt", b"***\n\n***"),
        ("a.txt", b"PK\x03\x04" + bytes(100)),
        ("a.txt", b"%PDF-1.7 and so on"),
        ("a.txt", b"{\\rtf1 hello}"),
        ("a.txt", bytes(range(256)) * 4),
        ("a.txt", b"\x01\x02\x03\x04\x05 text " * 20),
        ("a.txt", b"text \x81\x8d\x8f with bytes of no letter"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a"),
        ("a.txt", codecs.BOM_UTF8 + b"text \x00 with a zero"),
        ("a.docx", b"anything"),
        ("a", b"anything"),
        ("a.md", b"---\ntitle: a: b\n---\n\nText."),
        ("a.md", b"---\n- a\n- b\n---\n\nText."),
    ],
)
def test_what_is_no_story_is_refused_in_one_sentence(name, data):
    with pytest.raises(ManuscriptError) as refused:
        read_manuscript(name, data)
    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".") and "\n" not in sentence
    assert len(sentence) < 200
