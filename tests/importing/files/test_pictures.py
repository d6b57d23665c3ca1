"""Pictures come with their story: looked at, stripped of what a camera says, called by one name."""

import io
from base64 import b64encode

import pytest
from PIL import Image

from reader.importing import read_manuscript
from reader.importing.files.pictures import inspect_picture
from reader.text.rendering.blocks import render
from reader.text.rendering.pictures import NAME, names_in
from tests.importing.file_layouts import docx, epub, odt, p, page
from tests.importing.samples import LINE, picture


def address(made):
    [name] = names_in("".join(made.texts()))
    assert list(made.pictures) == [name]
    return name


def test_a_book_keeps_its_pictures_where_they_stood_with_their_descriptions():
    made = read_manuscript(
        "a.epub",
        epub(
            {"text/a.xhtml": page(f'<p>{LINE}</p><p><img src="../p%20q.png" alt="a [g]ull"/></p>')},
            more={"OEBPS/p q.png": picture()},
        ),
    )
    name = address(made)
    assert NAME.fullmatch(name) and name.endswith("-6x4.png")
    block = render(made.chapters[0].source)[1]
    assert f'src="/pictures/{name}"' in block.html and 'alt="a [g]ull"' in block.html
    assert 'width="6"' in block.html and 'height="4"' in block.html and block.text == ""
    assert made.doubts == []


def test_a_picture_in_a_drawing_is_a_picture_and_a_cover_is_none_of_the_story():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="p.png"/></svg>'
    made = read_manuscript(
        "a.epub",
        epub(
            {"cover.xhtml": page(drawing), "a.xhtml": page(f"<p>{LINE}</p><p>{drawing}</p>")},
            more={"OEBPS/p.png": picture("JPEG", (5, 5))},
        ),
    )
    assert address(made).endswith("-5x5.jpg") and len(made.chapters) == 1


def test_a_page_keeps_the_pictures_that_it_holds_and_links_to_those_of_the_web():
    data = b64encode(picture("WEBP")).decode()
    made = read_manuscript(
        "a.html",
        f'<p>{LINE}</p><p><img src="data:image/webp;base64,{data}" alt="x"></p>'
        '<p><img src="https://example.com/a.png" alt="map"></p><p><img src="files/b.png"></p>'
        "".encode(),
    )
    assert address(made).endswith(".webp")
    assert '<a href="https://example.com/a.png"' in render(made.chapters[0].source)[2].html
    assert len([d for d in made.doubts if d.startswith("A picture was")]) == 2


def test_word_processors_keep_theirs():
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" descr="a gull"/><a:graphic xmlns:a="http://schemas.'
        'openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.'
        'openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId9" xmlns:r="'
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    data = docx(p(LINE) + drawing, pictures={"rId9": ("media/p.png", picture())})
    made = read_manuscript("a.docx", data)
    assert f"![a gull](/pictures/{address(made)})" in made.chapters[0].source
    frame = (
        '<text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
        '<draw:image xlink:href="Pictures/p.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
        '<svg:desc xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">a gull'
        "</svg:desc></draw:frame></text:p>"
    )
    made = read_manuscript(
        "a.odt", odt(f"<text:p>{LINE}</text:p>{frame}", more={"Pictures/p.png": picture()})
    )
    assert f"![a gull](/pictures/{address(made)})" in made.chapters[0].source


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:-20],
        picture("BMP"), picture("TIFF"), b"GIF89a" + b"\0" * 40, picture("JPEG")[:200],
        b"<html><script>alert(1)</script>",
    ],
)  # fmt: skip
def test_what_no_browser_shows_or_is_damaged_is_no_picture(data):
    assert inspect_picture(data) is None


def test_a_picture_that_is_too_large_is_none(settings):
    settings.MOST_PIXELS = 100
    assert inspect_picture(picture(size=(10, 10)))
    assert inspect_picture(picture(size=(11, 10))) is None


def test_a_picture_of_too_many_bytes_is_left_out_and_that_is_told(settings):
    data = picture()
    in_a_book = f'<p>{LINE}</p><img src="p.png"/>'
    in_a_page = f'<p>{LINE}</p><img src="data:image/png;base64,{b64encode(data).decode()}"/>'
    files = {
        "a.epub": epub({"a.xhtml": page(in_a_book)}, more={"OEBPS/p.png": data}),
        "a.html": in_a_page.encode(),
    }
    for name, file in files.items():
        settings.LARGEST_PICTURE = len(data)
        made = read_manuscript(name, file)
        assert len(made.pictures) == 1 and made.doubts == []
        settings.LARGEST_PICTURE = len(data) - 1
        made = read_manuscript(name, file)
        assert not made.pictures and "left out" in made.doubts[0]


def test_a_picture_that_is_too_large_to_unpack_takes_no_words_along(settings):
    settings.LARGEST_UNPACKED = 100_000
    body = f'<p>{LINE}</p><img src="p.png"/>'
    pages = {"a.xhtml": page(body), "b.xhtml": page(f"<h1>Two</h1><p>{LINE}</p>")}
    made = read_manuscript("a.epub", epub(pages, more={"OEBPS/p.png": b"0" * 30_000_000}))
    assert "".join(chapter.source for chapter in made.chapters).count(LINE) == 2
    assert "left out" in made.doubts[0]


def test_pictures_beyond_the_most_are_left_out_and_that_is_told(settings):
    settings.MOST_PICTURES = 2
    pictures = {f"OEBPS/p{n}.png": picture(size=(n, n)) for n in range(1, 5)}
    shown = "".join(f'<p><img src="p{n}.png"/></p>' for n in range(1, 5))
    made = read_manuscript(
        "a.epub", epub({"a.xhtml": page(f"<p>{LINE}</p>{shown}")}, more=pictures)
    )
    assert [name[-7:] for name in made.pictures] == ["1x1.png", "2x2.png"]
    assert made.doubts[0].startswith("2 pictures were left out")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_loses_what_it_says_besides_and_no_pixel(form):
    told = {"exif": Image.Exif()} if form != "GIF" else {"comment": b"at home"}
    if form != "GIF":
        told["exif"][0x010E] = "at home"
    data = picture(form, (9, 7), **told)
    assert b"at home" in data
    name, stripped = inspect_picture(data + b"<script>")
    assert b"at home" not in stripped and b"<script>" not in stripped
    one, other = (Image.open(io.BytesIO(d)).convert("RGB") for d in (data, stripped))
    assert one.tobytes() == other.tobytes()
    assert inspect_picture(stripped) == (name, stripped)


def test_a_moving_picture_still_moves():
    first, *others = [Image.new("RGB", (4, 4), (shade, 9, 9)) for shade in (0, 90, 200)]
    for form, options in (("GIF", {"loop": 0}), ("WEBP", {}), ("PNG", {})):
        out = io.BytesIO()
        first.save(out, form, save_all=True, append_images=others, **options)
        _, stripped = inspect_picture(out.getvalue())
        before, after = (Image.open(io.BytesIO(d)) for d in (out.getvalue(), stripped))
        assert after.n_frames == before.n_frames > 1


def test_a_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    name, _ = inspect_picture(picture("JPEG", (8, 4), exif=exif))
    assert "-4x8.jpg" in name
