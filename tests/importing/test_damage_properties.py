"""Whatever happens to a good file, it is a story or a sentence: never an error, never endless."""

import io
import json
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import ManuscriptError, read_manuscript
from tests.importing.archives import test_archives
from tests.importing.samples import ALL

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 30))
PIECES = [
    b"<div>", b"</div>", b"<p", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&#0;", b"&lt;",
    b"\0", b"<table><tr>", b"</body>", b'<a href="#n1">1</a>', b'<img src="data:,x">', b"<svg>",
    b"<br>", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"'", b"=", b" id='chapters'", b"\n\n",
    b"class='userstuff'", b"<w:p>", b"<text:p>", b"<text:note>", b"</w:r>", b"xmlns=", b"../",
    b"<dc:title/>", b"#", b"%00", b"::: note\n", b"---\n", b"A/N: ", b"Chapter 2\n\n", b"(",
    b"[^1]", b"99999999999999999999", b"-1", b"<sup><a href='#a'>1</a></sup>", b"<pre>",
    b"<title>", b"&#xD800;", b"title: \"\\0\\uD800\"\n", b"<style>.a{", b"<dl><dt>Rating:</dt>",
]  # fmt: skip
ARCHIVES = {
    "ao3.html": test_archives.AO3.format(chapters=test_archives.CHAPTERS, count="2/?").encode(),
}

change = st.tuples(
    st.sampled_from(["flip", "cut", "insert", "repeat", "swap"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)),
)


def damaged(data, changes):
    for what, here, there, piece in changes:
        start, end = sorted((int(here * len(data)), int(there * len(data))))
        if what == "flip" and start < len(data):
            data = data[:start] + bytes([data[start] ^ 1 << (end % 8)]) + data[start + 1 :]
        elif what == "cut":
            data = data[:start] + data[end:]
        elif what == "insert":
            data = data[:start] + piece + data[start:]
        elif what == "repeat":
            data = data[:start] + data[start : min(end, start + 200)] * 3 + data[start:]
        elif what == "swap":
            data = data[end:] + data[:start] + data[start:end]
    return data


def check(name, data):
    try:
        manuscript = read_manuscript(name, data)
    except ManuscriptError as refused:
        assert str(refused).startswith(name) and str(refused).endswith(".")
        assert "\n" not in str(refused)
        return
    assert manuscript.title and manuscript.chapters
    assert all(chapter.source.strip() for chapter in manuscript.chapters)
    assert manuscript.from_json(manuscript.as_json()).chapters == manuscript.chapters
    said = json.dumps(manuscript.as_json(), ensure_ascii=False)
    assert said.encode() and "\\u0000" not in said


@pytest.mark.parametrize("name", [*ALL, *ARCHIVES])
@settings(max_examples=EXAMPLES, deadline=None)
@given(changes=st.lists(change, max_size=6))
def test_a_damaged_file_is_a_story_or_a_sentence(name, changes):
    check(name, damaged((ALL | ARCHIVES)[name], changes))


@pytest.mark.parametrize("name", ["a.epub", "a.docx", "a.odt"])
@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_a_package_with_damaged_files_in_any_order_is_a_story_or_a_sentence(name, data):
    with zipfile.ZipFile(io.BytesIO(ALL[name])) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    order = data.draw(st.permutations(sorted(files)))
    for hurt in data.draw(st.lists(st.sampled_from(order), max_size=3)):
        files[hurt] = damaged(files[hurt], data.draw(st.lists(change, max_size=4)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry in order[data.draw(st.integers(0, 1)) :]:
            archive.writestr(entry, files[entry])
    check(name, out.getvalue())
