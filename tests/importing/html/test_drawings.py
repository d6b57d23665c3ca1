"""The words in drawings: pages of a fixed layout, and labels."""

from reader.importing import read_manuscript
from tests.importing.file_layouts import epub, page, repacked

STORY = "<p>The ferry came in late that night, and nobody waved.</p>" * 3
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
SET_PAGE = SVG.format(
    '<style>.a { fill: red; }</style><title>A page</title><text transform="matrix(1 0 0 1 68 20)">'
    '<tspan x="0,4" y="0">The ferry came in late that ni</tspan>'
    '<tspan x="90" y="0">ght, with </tspan>'
    '<tspan y="15">its lamps already lit and a gull.</tspan>'
    '<tspan y="45">Nobody had told Orla that it would.</tspan></text>'
)
PARAGRAPHS = (
    "The ferry came in late that night, with its lamps already lit and a gull.\n\n"
    "Nobody had told Orla that it would."
)


def test_the_lines_of_a_set_page_are_paragraphs_and_it_is_said():
    made = read_manuscript("x.epub", epub({"a.xhtml": page(f"<div>{SET_PAGE}</div>")}))
    assert made.chapters[0].source == PARAGRAPHS
    assert made.doubts == ["The words in a drawing became paragraphs: check their order."]
    assert not made.losses


def test_a_page_of_a_book_may_be_a_drawing_itself():
    book = epub({"a.svg": SET_PAGE})
    change = b'"application/xhtml+xml"', b'"image/svg+xml"'
    made = read_manuscript("x.epub", repacked(book, change=lambda data: data.replace(*change)))
    assert made.chapters[0].source == PARAGRAPHS


def test_words_set_one_by_one_stand_on_their_lines():
    words = [("Low", 9, 20), ("water", 40, 20), ("High", 9, 60), ("water", 40, 60)]
    texts = "".join(f'<text x="{x}" y="{y}">{word}</text>' for word, x, y in words)
    made = read_manuscript("x.html", f"{STORY}{SVG.format(texts)}<p>She slept.</p>".encode())
    source = made.chapters[0].source
    assert "Low water" in source and "High water" in source
    assert source.index("waved.") < source.index("Low water") < source.index("She slept.")


def test_what_a_drawing_only_defines_is_not_shown():
    drawing = SVG.format("<defs><text>hidden</text></defs><text>A <a>tide</a> table</text>")
    made = read_manuscript("x.html", f"{STORY}{drawing}".encode())
    assert "A tide table" in made.chapters[0].source and "hidden" not in made.chapters[0].source


def test_a_page_in_a_drawing_is_read_as_a_page():
    inside = "<foreignObject><p>By <em>morning</em> it had gone.</p></foreignObject>"
    made = read_manuscript("x.html", f"{STORY}{SVG.format(inside)}".encode())
    assert "By *morning* it had gone." in made.chapters[0].source
