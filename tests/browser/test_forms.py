"""What a page shows of a text's form: readings above words, drawings by night, tables on phones."""

import pytest

from reader.models import Highlight
from tests.factories import make_chapter, make_reader

pytestmark = pytest.mark.django_db(transaction=True)

RUBY = "彼は<ruby>季<rt>き</rt>節<rt>せつ</rt></ruby>の<ruby>空<rt>そら</rt></ruby>を見た。"
TABLE = """| Attribute | Description | Progression | Experience |
| --- | --- | --- | --- |
| Constitution | Determination | Intermediate | 1,000,000 |
| Intelligence | Understanding of complicated things | Legendary | 50,000 |"""


def test_a_mark_over_words_with_readings_quotes_the_words(page, sign_in, select):
    chapter = make_chapter(f"{RUBY}\n\nThe ferry came in late.")
    reader = make_reader("rose")
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    reading = page.locator("#b0 rt").first
    assert reading.evaluate("rt => getComputedStyle(rt, '::before').content") == '"き"'
    assert reading.bounding_box()["height"] > 4
    assert select(page, 0, 2, 6) == "季節の空"
    page.get_by_role("button", name="Highlight in yellow").click()
    page.locator("#b0 mark[data-passages]").first.wait_for()
    assert Highlight.objects.get().passage.quote == "季節の空"
    assert "".join(page.locator("#b0 mark").all_text_contents()) == "季節の空"
    page.locator("#b0").evaluate("b => getSelection().selectAllChildren(b)")
    assert "".join(page.evaluate("getSelection().toString()").split()) == "彼は季節の空を見た。"


@pytest.mark.parametrize("width", [390, 320])
def test_no_word_of_a_table_is_broken_and_one_moves_it_sideways(open_context, width, accessible):
    chapter = make_chapter(f"Before.\n\n{TABLE}\n\nAfter.")
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(chapter.get_absolute_url())
    broken = page.evaluate(
        """() => {
          const broken = [], range = document.createRange();
          for (const cell of document.querySelectorAll("#text :is(td, th)")) {
            const text = cell.lastChild;
            for (const { index, 0: word } of text.data.matchAll(/\\S+/g)) {
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              if (range.getClientRects().length > 1) broken.push(word);
            }
          }
          return broken;
        }"""
    )
    assert broken == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    table = page.locator("#text table")
    accessible(page)
    assert table.evaluate("t => { t.scrollLeft = 9999; return t.scrollLeft > 0; }")


@pytest.mark.parametrize("theme", ["dark", "grey", "black"])
def test_a_drawing_on_nothing_has_a_light_ground_by_night(open_context, live_server, theme):
    chapter = make_chapter("A map:\n\n![A map](/pictures/x-20x20.png)\n\nSaid the goat.")
    context = open_context(viewport={"width": 800, "height": 800})
    context.add_cookies([{"name": "look", "value": f"theme:{theme}", "url": live_server.url}])
    page = context.new_page()
    page.goto(chapter.get_absolute_url())
    lightness = page.locator("#text img").evaluate(
        """image => {
          const canvas = new OffscreenCanvas(1, 1).getContext("2d");
          canvas.fillStyle = getComputedStyle(image).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          return Math.min(...canvas.getImageData(0, 0, 1, 1).data);
        }"""
    )
    assert lightness > 200
