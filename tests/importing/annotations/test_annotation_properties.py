"""Whatever a file of highlights holds: annotations, or one sentence, and never a traceback.

`GLOSS_FUZZ_EXAMPLES` is the number of examples of each property: 60 by default.
"""

import csv
import io
import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.exporting.annotations.web_annotation import as_json_ld
from reader.importing.annotations.formats import read_annotation_file
from reader.importing.annotations.web_annotation import (
    load_json,
    read_annotation,
    read_strict_annotation,
)
from reader.text.annotation import CONTEXT, Annotation, AnnotationError

EVERY = settings(
    max_examples=int(os.environ.get("GLOSS_FUZZ_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
WORDS = """
    @context id type @type Annotation AnnotationPage items first target source selector refinedBy
    TextQuoteSelector TextPositionSelector exact prefix suffix start end body bodyValue value
    TextualBody purpose tagging motivation highlighting commenting replying audience styleClass
    canonical via created dcterms:title rows annotations uri text tags document title references
    /stories/x/1/revisions/2/ http://[/ 2024-02-30T25:61:00Z https://a.example/stories/é/1/
""".split()
CELLS = ["http://[/", "/stories/x/1/", "1000001", "9" * 400, "²", "2024-02-30", "=1", '"']
values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
        st.sampled_from([*WORDS, CONTEXT, "\0", "\ud83d"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(WORDS), inner, max_size=6),
    ),
    max_leaves=25,
)  # fmt: skip
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.text(letters, max_size=30)


def understood(data):
    try:
        made, odd = read_annotation_file(data)
    except AnnotationError as error:
        assert str(error).count("\n") == 0 and str(error).endswith(".")
        return []
    assert odd >= 0 and all(isinstance(one, Annotation) for one in made)
    for one in made:
        for text in (one.quote, one.prefix, one.suffix, one.text, one.story, one.source, one.id):
            text.encode()  # a database can keep it
            assert "\0" not in text
        assert one.start is None or 0 <= one.start <= one.end
    return made


@EVERY
@given(values)
def test_any_json_is_annotations_or_a_sentence(made):
    understood(json.dumps(made).encode())
    for reading in (read_annotation, read_strict_annotation):
        try:
            reading(made)
        except AnnotationError as error:
            assert str(error)


@EVERY
@given(st.one_of(st.binary(max_size=200), words.map(lambda text: f"Highlight,{text}".encode())))
def test_any_bytes_are_annotations_or_a_sentence(data):
    understood(data)


@EVERY
@given(
    st.lists(st.lists(st.one_of(words, st.sampled_from(CELLS)), min_size=7, max_size=9), max_size=5)
)
def test_any_rows_are_annotations_or_a_sentence(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"], *rows]
    )
    understood(out.getvalue().encode())


@EVERY
@given(words.filter(bool), words, words, words, st.integers(0, 10**6), st.booleans())
def test_what_is_written_as_json_ld_is_read_again(quote, prefix, suffix, text, start, public):
    one = Annotation(
        source="https://a.example/stories/x/1/revisions/2/",
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        start=start,
        end=start + len(quote),
        text=text,
        colour="pink",
        public=public,
        id="https://a.example/annotations/h1",
        canonical="urn:uuid:1",
        via=("https://b.example/1", "https://b.example/2"),
        story="The Long Tide",
    )
    data = json.dumps(as_json_ld(one, "https://a.example/")).encode()
    assert read_strict_annotation(load_json(data)) == one
    assert read_annotation_file(data) == ([one], 0)
