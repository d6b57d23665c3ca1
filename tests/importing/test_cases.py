"""Files as they really come: each in cases/ stands for a kind, plain texts here."""

import re
from pathlib import Path

import pytest

from reader.importing import read_manuscript
from tests.importing.stories import blocks_of, notes_of, texts_of

CASES = Path(__file__).parent / "cases"


def read(name):
    path = CASES / name
    return read_manuscript(path.name, path.read_bytes())


def titles(manuscript):
    return [chapter.title for chapter in manuscript.chapters]


def told(manuscript):
    """What people are told of: doubts, and what was left out."""
    return "\n".join([*manuscript.doubts, *(left.sentence for left in manuscript.left_out)])


def everything(manuscript):
    """All that is shown of a story's chapters."""
    numbers = range(1, len(manuscript.chapters) + 1)
    return "\n".join(text for number in numbers for text in texts_of(manuscript, number))


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_no_word_is_said_to_be_lost_and_none_is(name):
    manuscript = read(name)
    assert manuscript.losses == [] and "missing" not in told(manuscript)
    assert "more than once" not in told(manuscript)


@pytest.mark.parametrize(
    ("name", "title", "chapters"),
    [
        ("01-ruby-aozora.txt", "箱", ["", ""]),
        ("01-ruby.epub", "季節", [""]),
        ("01-ruby.html", "季節", ["", ""]),
        ("03-footnote-in-heading.md", "03 Footnote in Heading", ["", "Low Water"]),
        ("03-footnote-in-heading.epub", "Title", ["", "Low Water"]),
        ("05-royalroad-hidden-line.html", "The Long Tide", ["Low Water"]),
        ("09-footnote-two-paragraphs.epub", "Title", ["", "Chapter 7"]),
        ("11-cp1251.txt", "11 Cp1251", ["", ""]),
        ("11-gbk.txt", "11 Gbk", ["低水", "箱子"]),
        ("12-headings-de.txt", "Die Flut", ["Niedrigwasser", "", "Epilog"]),
        ("12-headings-ru.txt", "Прилив", ["Малая вода", ""]),
        ("12-headings-zh.txt", "低水", ["低水", "箱子", ""]),
        ("13-lone-title.txt", "The Goat", ["", ""]),
        ("17-double-entities.html", "Smoke & Mirrors", ["Q&A"]),
        ("18-transparent-png-and-table.epub", "Map", ["", ""]),
        ("22-feed-footnote.md", "Feed", ["One"]),
        ("30-title-page-of-lines.docx", "The Long Way Down", ["", "", ""]),
        ("31-ffn-mobile.txt", "The Glass Harbour", ["", ""]),
        ("32-livejournal.txt", "The Long Way Down", [""]),
        ("33-google-docs.txt", "The Salt Road", ["The Gate", "The Well"]),
        ("34-gutenberg.txt", "The Mill", ["THE GATE", "THE WELL"]),
        ("35-chapter-in-prose.txt", "A Life in Pages", [""]),
        ("36-ascii-table.txt", "The Ledger", [""]),
        ("37-poems.txt", "Songs for a Ferry", [""]),
        ("38-points-of-view.txt", "Two Roads", ["", ""]),
        ("39-bbcode.txt", "Rise of the Tide", ["", ""]),
        ("40-html-in-text.txt", "Tide & Time", [""]),
        ("41-arcs.txt", "41 Arcs",
         ["Gestation 1.1", "Gestation 1.2", "Interlude 1.x: Danny", "Insinuation 2.1"]),
        ("42-russian.txt", "Паром", ["", "Колодец"]),
        ("43-german.txt", "Die Fähre", ["Das Tor", "Der Brunnen"]),
    ],
)  # fmt: skip
def test_titles_and_chapters_are_the_authors(name, title, chapters):
    manuscript = read(name)
    assert manuscript.title == title
    assert titles(manuscript) == chapters


def test_letters_of_another_encoding_are_right_and_the_guess_is_named():
    assert "Бабушка молчала." in everything(read("11-cp1251.txt"))
    assert "山羊打了个喷嚏。" in everything(read("11-gbk.txt"))
    assert "Windows-1251" in told(read("11-cp1251.txt"))
    assert "GBK" in told(read("11-gbk.txt"))


def test_ruby_is_markup():
    manuscript = read("01-ruby-aozora.txt")
    ruby = "<ruby>季節<rt>きせつ</rt></ruby>の<ruby>空<rt>そら</rt></ruby>"
    assert ruby in manuscript.chapters[0].source
    assert "きせつ" in blocks_of(manuscript)[0].html
    assert "季節の空" in texts_of(manuscript)[0]


def test_a_saved_page_of_a_phone_has_its_facts_and_not_its_footer():
    manuscript = read("31-ffn-mobile.txt")
    assert (manuscript.author, manuscript.rating, manuscript.language) == (
        "moonlitferry", "teen", "en")  # fmt: skip
    assert manuscript.tags == ["Adventure", "Friendship"]
    assert manuscript.characters == ["Sam V.", "Havelock V."]
    assert (manuscript.published, manuscript.updated) == ("2014-03-04", "2015-09-12")
    assert not any(words in everything(manuscript) for words in ("Prev", "Share", "Follow"))
    assert "the site puts around" in told(manuscript)
    assert notes_of(manuscript, 2)[0][2].startswith("Thanks to Heron12")
    assert '"I own nothing," he said, "except this hat."' in texts_of(manuscript, 2)


def test_a_posts_header_and_its_last_lines_are_no_story():
    manuscript = read("32-livejournal.txt")
    assert (manuscript.author, manuscript.rating) == ("ferrywoman", "teen")
    assert manuscript.fandoms == ["Stargate Atlantis"]
    assert manuscript.relationships == ["McKay/Sheppard"]
    assert manuscript.summary == "Rodney falls down a hole. Again."
    assert manuscript.status == "complete"
    notes = {(kind, place): words for kind, place, words in notes_of(manuscript)}
    assert notes["disclaimer", "before"] == "Not mine, no money."
    assert notes["note", "before"].startswith("Written for the winter")
    assert "Feedback is love!" in notes["note", "after"]
    assert texts_of(manuscript)[0].startswith("He walked") and texts_of(manuscript)[-1] == "~fin~"


def test_footnotes_are_footnotes_and_remarks_are_left_out():
    manuscript = read("33-google-docs.txt")
    assert "This is" not in everything(manuscript)
    assert "footnotes" in {block.kind for block in blocks_of(manuscript)}
    assert "The mill burned down in 1642" in texts_of(manuscript)[-1]
    assert "too long, cut" not in everything(manuscript) and "[" not in everything(manuscript)
    assert "Remarks" in told(manuscript)


def test_a_licence_is_left_out_and_said_to_be():
    manuscript = read("34-gutenberg.txt")
    assert (manuscript.author, manuscript.language) == ("Una Marsh", "en")
    assert "Gutenberg" not in everything(manuscript)
    assert "licence" in told(manuscript)
    assert [block.kind for block in blocks_of(manuscript)].count("verse") == 1


def test_tables_stand_as_they_stood():
    blocks = blocks_of(read("36-ascii-table.txt"))
    first, second = (block.text for block in blocks if block.kind == "preformatted")
    assert "| Mira   |    12 |" in first.split("\n")
    assert "Marsh       Mate        Goose" in second.split("\n")


def test_a_poem_has_its_stanzas_lines_and_indents():
    blocks = [block for block in blocks_of(read("37-poems.txt")) if block.kind == "verse"]
    assert [block.text.count("\n") + 1 for block in blocks] == [4, 4, 2, 4]
    assert "indent-1" in blocks[0].html and "indent-2" in blocks[3].html


def test_points_of_view_are_in_the_text_and_epigraphs_are_quotations():
    manuscript = read("38-points-of-view.txt")
    assert [block.kind for block in blocks_of(manuscript)][0] == "quote"
    for view in ("Bella's POV", "Edward's POV:", "(BPOV)", "Jake POV", "END OF POV"):
        assert view in texts_of(manuscript, 1)
    assert texts_of(manuscript, 2)[0] == "EPOV"
    assert "Robert Frost" in manuscript.notes[0].source


def test_bbcode_is_formatting():
    manuscript = read("39-bbcode.txt")
    blocks = blocks_of(manuscript)
    assert blocks[0].html.startswith("<p><em>He walked")
    assert [block.kind for block in blocks].count("break") == 1
    assert "I <em>told</em> you" in blocks[-1].html
    assert notes_of(manuscript)[0][2].startswith("Thanks for reading")
    assert "quote" in [block.kind for block in blocks_of(manuscript, 2)]
    assert "[" not in everything(manuscript)


def test_html_in_a_text_is_formatting():
    manuscript = read("40-html-in-text.txt")
    assert manuscript.rating == "mature"
    assert "<" not in everything(manuscript).replace("3 < 4", "")
    texts = texts_of(manuscript)
    assert (
        'It was "nothing" — or 3 < 4 &c. Bold words\nand a break' in texts and "and two." in texts
    )
    blocks = blocks_of(manuscript)
    assert any("<em>There were four" in block.html for block in blocks)
    assert any("<strong>Bold</strong>" in block.html for block in blocks)
    assert [block.kind for block in blocks].count("break") == 1


def test_what_russian_and_german_authors_say_is_a_note():
    russian, german = read("42-russian.txt"), read("43-german.txt")
    assert russian.author == "Уна Марш"
    assert [note.source for note in russian.notes] == ["спасибо всем, кто ждал!"]
    assert notes_of(russian, 2)[-1][:2] == ("note", "after")
    assert notes_of(german, 2) == [("note", "after", "Danke fürs Lesen!")]


@pytest.mark.parametrize(
    ("name", "chapter", "shown"),
    [
        ("02-word-ruby-pagebreak-hidden-caps.docx", 1, [
            '<p class="center">Are you there?</p>', '<p class="right">I am here.</p>',
            "<p>Name Rank</p>", "<p>1 Point one</p>", "<p><s>Struck</s></p>",
            "<p><s>Double struck</s></p>", '<span class="small-caps">Small caps</span>',
            "<p>ALL CAPS TEXT</p>", "<span>line one</span><br><span>line two</span>",
            "<p>It was open.</p>", '<ruby>東<rt data-reading="とう"></rt></ruby>へ</p>',
            '<ruby>東<rt data-reading="とう"></rt></ruby>へ行く</p>', "<p>Before page</p>",
            "<p>after page.</p>", "<p>الفصل الأول قال الرجل</p>", "<p>The last words of it.</p>",
        ]),
        ("04-align-and-strike.html", 1, [
            '<p class="center">Are you there?</p>', '<p class="right">I am here.</p>',
            '<p class="center">Where?</p>', '<p class="center">At home.</p>',
            '<p class="right">Wait for me.</p>', "<p>She put it away.</p>",
        ]),
        ("04-align-and-strike.html", 2, [
            "<s>Struck by style</s>", "<s>struck by tag</s>", "<s>deleted</s>",
            '<span class="small-caps">small caps</span>', "<strong>LOUD</strong>",
        ]),
        ("04-align-and-strike.epub", 1, [
            "<s>struck</s>", '<span class="small-caps">Small Caps</span>', "<em>italic</em>",
            '<p class="center">Centered line</p>', '<p class="right">— Una</p>',
            '<hr data-mark="* * *">', "<s>inline struck</s>",
        ]),
        ("05-hidden-by-class.html", 1, ["<p>It was raining.</p>", "<p>The goat did it.</p>"]),
        ("06-prewrap.html", 1, ['<p>"Dear Grandmother.</p>', '<p>Airlie."</p>']),
        ("06-prewrap.epub", 1, ["<p>Second paragraph, said the goat.</p>"]),
        ("09-footnote-two-paragraphs.epub", 2, ['<a href="../1/" rel']),
        ("18-transparent-png-and-table.epub", 1, ['alt="A map of the river"']),
        ("18-transparent-png-and-table.epub", 2, [
            "<th>Progression</th>", "<td>Understanding of complicated things</td>",
        ]),
    ],
)  # fmt: skip
def test_the_form_of_the_words_is_there(name, chapter, shown):
    html = "\n".join(block.html for block in blocks_of(read(name), chapter))
    html = re.sub(r"(?<=>)\s+", "", html)  # between elements, nobody sees how much
    assert [words for words in shown if words not in html] == []


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("02-word-ruby-pagebreak-hidden-caps.docx", "“secret”"),
        ("04-align-and-strike.epub", "“hidden by css”"),
        ("05-hidden-by-class.html", "“This story was stolen from its home; report it. Not …”"),
        ("05-royalroad-hidden-line.html", "“The tale has been illicitly lifted;"),
        ("17-double-entities.html", "escaped twice"),
    ],
)
def test_what_was_left_out_or_guessed_is_quoted(name, doubt):
    assert doubt in told(read(name))


def test_a_title_page_of_lines_names_its_author():
    manuscript = read("30-title-page-of-lines.docx")
    assert manuscript.author == "ferrywoman"
    [note] = manuscript.notes
    assert (note.kind, note.source) == ("dedication", "| A story for tallow\n| with thanks")
