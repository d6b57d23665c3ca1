"""Files made to break a reader, or broken on the way: one sentence, and nothing is stored."""

import io
import os
import zipfile
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from reader.importing import ManuscriptError, read_manuscript
from reader.models import Picture, Story, Upload
from tests.factories import make_reader
from tests.importing.file_layouts import docx, epub, odt, p, pack, page
from tests.importing.samples import DOCX, EPUB, LINE, ODT

LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CONTAINER = '<container><rootfiles><rootfile full-path="{}"/></rootfiles></container>'
TEXT = f"<p>{LINE}</p>"


def locked(data):
    """A ZIP archive of which each file is said to be encrypted."""
    data = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    return bytes(data)


def in_utf_16(start, body):
    """A DOCX that is whole, but that its document is in UTF-16 and has this `start`."""
    whole = zipfile.ZipFile(io.BytesIO(docx(body)))
    files = {name: whole.read(name) for name in whole.namelist()}
    files["word/document.xml"] = (start + files["word/document.xml"].decode()).encode("utf-16")
    return pack(files)


FILES = {
    "a bomb.epub": lambda: epub({"a.xhtml": page(TEXT), "b.xhtml": b"0" * 30_000_000}),
    "a bomb.docx": lambda: docx(p("x"), styles="0" * 30_000_000),
    "a bomb.odt": lambda: pack({"content.xml": b"0" * 30_000_000}),
    "a nest.epub": lambda: pack({"x.epub": pack({"x.epub": pack({"x": b"0" * 30_000_000})})}),
    "many.epub": lambda: pack({f"f{n}": b"" for n in range(10_001)}),
    "laughs.epub": lambda: pack({"META-INF/container.xml": LAUGHS + "<a>&j;</a>"}),
    "laughs.docx": lambda: pack({"word/document.xml": LAUGHS + "<a>&j;</a>"}),
    "laughs in UTF-16.docx": lambda: in_utf_16(LAUGHS, p("&j;")),
    "outside in UTF-16.docx": lambda: in_utf_16(OUTSIDE, p("&x;")),
    "laughs.odt": lambda: pack({"content.xml": LAUGHS + "<a>&j;</a>"}),
    "outside.odt": lambda: pack({"content.xml": OUTSIDE + "<a>&x;</a>"}),
    "climbing.epub": lambda: pack(
        {"META-INF/container.xml": CONTAINER.format("../../../../etc/passwd"), "../../x": "x"}
    ),
    "half.epub": lambda: EPUB[: len(EPUB) // 2],
    "half.docx": lambda: DOCX[: len(DOCX) // 2],
    "half.odt": lambda: ODT[: len(ODT) // 2],
    "locked.epub": lambda: locked(EPUB),
    "locked.docx": lambda: locked(DOCX),
    "locked.odt": lambda: locked(ODT),
    "a picture.epub": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + os.urandom(5000),
    "a picture.html": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + os.urandom(5000),
    "a picture.txt": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + os.urandom(5000),
    "zeros.txt": lambda: b"\0" * 5_000_000,
    "zeros.epub": lambda: b"\0" * 5_000_000,
    "nothing.txt": lambda: b"\n" * 5_000_000,
    "nothing.html": lambda: b" " * 5_000_000,
    "one line.txt": lambda: b"word " * 250_000,
    "one line.md": lambda: b"*word" * 250_000,
    "one line.html": lambda: b"word " * 250_000,
    "deep.html": lambda: b"<div>" * 100_000 + TEXT.encode(),
    "deep lists.html": lambda: b"<ul><li>" * 100_000 + TEXT.encode(),
    "deep.docx": lambda: docx("<w:sdt>" * 20_000 + p("x") + "</w:sdt>" * 20_000),
    "deep.odt": lambda: odt("<text:span>" * 20_000 + "x" + "</text:span>" * 20_000),
    "deep.md": lambda: b"---\na: " + b"[" * 5_000 + b"\n---\ntext",
    "no end.html": lambda: b"<a " * 500_000,
    "headings.md": lambda: b"# One\n\n" * 20_000,
    "old.docx": lambda: b"\xd0\xcf\x11\xe0" + bytes(5000),
    "rich.txt": lambda: b"{\\rtf1 hello}",
    "paper.pdf": lambda: b"%PDF-1.4",
}

REFUSED = {
    "unpacks to more than 20,000,000 bytes": ["a bomb.epub", "a bomb.docx", "a bomb.odt"],
    "more than 10,000 files": ["many.epub"],
    "declares XML entities": [
        "laughs.epub", "laughs.docx", "laughs in UTF-16.docx", "laughs.odt", "outside.odt",
        "outside in UTF-16.docx",
    ],
    "is not an EPUB": ["a nest.epub", "climbing.epub"],
    "is damaged": [
        "half.epub", "half.docx", "half.odt", "a picture.epub", "zeros.epub", "deep.docx",
        "old.docx",
    ],
    "is protected by a password": ["locked.epub", "locked.docx", "locked.odt"],
    "is not a text file": ["a picture.html", "a picture.txt", "zeros.txt"],
    "is empty": ["nothing.txt", "nothing.html"],
    "can have at most 1,000,000": ["one line.txt", "one line.md", "one line.html"],
    "is nested too deeply": ["deep.html", "deep lists.html", "deep.odt"],
    "is not valid YAML": ["deep.md"],
    "has no story in it": ["no end.html", "headings.md"],
    "is a Rich Text file": ["rich.txt"],
    "is not a file that Gloss can read": ["paper.pdf"],
}  # fmt: skip
"""For what each of them is refused: for that, and not for anything else that is wrong with it."""


def test_it_is_known_for_what_each_file_is_to_be_refused():
    assert sorted(name for names in REFUSED.values() for name in names) == sorted(FILES)


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.LARGEST_UNPACKED = 20_000_000


@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for why, names in REFUSED.items() for name in names]
)
def test_a_file_made_to_break_a_reader_is_refused_for_it_in_one_sentence(name, why):
    with pytest.raises(ManuscriptError) as refused:
        read_manuscript(name, FILES[name]())
    sentence = str(refused.value)
    assert why in sentence
    assert sentence.startswith(name) and sentence.endswith(".") and "\n" not in sentence
    assert len(sentence) < 250


SOME = ["a bomb.epub", "laughs.odt", "half.docx", "a picture.epub", "locked.epub", "deep.html"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", SOME)
def test_nothing_of_it_is_stored(name, tmp_path, client):
    una = make_reader("una")
    data = FILES[name]()
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        call_command("import_story", str(path), author="una")
    assert refused.value.returncode == 1 and "\n" not in str(refused.value)
    client.force_login(una)
    answer = client.post("/desk/bring/", {"files": [SimpleUploadedFile(name, data)]})
    assert answer.status_code == 422 and name in answer.content.decode()
    assert not (Story.objects.exists() or Upload.objects.exists() or Picture.objects.exists())


def test_entities_of_a_page_stand_for_nothing():
    for start in (LAUGHS, OUTSIDE):
        made = read_manuscript("a.epub", epub({"a.xhtml": f"{start}<p>&j; &x;</p>{TEXT}"}))
        source = made.chapters[0].source
        assert "root:" not in source and "haha" not in source and LINE in source
        assert "]" not in source


def test_names_that_stand_for_names_in_front_matter_are_not_told_one_by_one():
    fields = "".join(
        f"{name}: &{name} [{f'*{before}, ' * 9}]\n" for before, name in pairwise("abcdefghij")
    )
    data = f"---\na: &a [x]\n{fields}title: [*i]\ntags: *j\n---\n{LINE}\n"
    made = read_manuscript("a.md", data.encode())
    assert made.chapters[0].source == LINE
    assert len(made.title) + len("".join(made.tags + made.doubts)) < 5_000


def test_a_document_with_macros_is_only_its_words():
    assert read_manuscript("a.docx", docx(p(LINE), vbaProject="Shell")).chapters[0].source == LINE


def test_a_damaged_picture_is_no_damaged_book():
    data = epub({"a.xhtml": page(f'{TEXT}<img src="p.png"/>')}, more={"OEBPS/p.png": b"no"})
    made = read_manuscript("a.epub", data)
    assert made.chapters and "left out" in made.doubts[0]


@pytest.mark.parametrize(
    ("said", "really"),
    [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("utf-16", "utf-8"), ("x-nothing", "utf-8"),
     ("punycode", "utf-8"), ("windows-1251", "windows-1251"), ("shift_jis", "shift_jis"),
     ("iso-2022-jp", "iso-2022-jp"), ("iso-8859-1", "cp1252")],
)  # fmt: skip
def test_a_page_that_lies_about_its_encoding_is_read_rightly(said, really):
    text = {
        "windows-1251": "Было поздно, и шёл дождь.", "shift_jis": "雨が降っていた。",
        "iso-2022-jp": "雨が降っていた。",
    }.get(really, "Il était “très” tard…")  # fmt: skip
    data = f"<html><head><meta charset={said}></head><body><p>{text}</p></body></html>"
    assert read_manuscript("a.html", data.encode(really)).chapters[0].source == text


@pytest.mark.parametrize("piece", ["&#xD800;", "&#0;", "&#1;", "&#xFFFF;", "&#99999999;", "\x01"])
def test_characters_that_no_markup_may_hold_are_left_out(piece):
    said = f"{piece}{LINE}{piece}"
    made = [
        read_manuscript("a.html", f"<title>{piece}</title><p>{said}</p>".encode()),
        read_manuscript("a.odt", odt(f"<text:p>{said}</text:p>")),
        read_manuscript(
            "a.epub",
            epub({"a.xhtml": page(f"<p>{said}</p>")}, metadata=f"<dc:title>{said}</dc:title>"),
        ),
    ]
    assert [manuscript.chapters[0].source for manuscript in made] == [LINE] * 3


@pytest.mark.parametrize(
    ("name", "instead"),
    [("chapters.zip", "unpack it"), ("old.DOC", "(.docx)"), ("a.rtf", "(.docx)"),
     ("a.pages", "(.docx)")],
)  # fmt: skip
def test_of_a_file_that_often_holds_a_story_is_said_what_to_do_with_it(name, instead):
    with pytest.raises(ManuscriptError) as refused:
        read_manuscript(name, b"anything")
    assert str(refused.value).startswith(f"{name} is not a file that Gloss can read: ")
    assert instead in str(refused.value)
