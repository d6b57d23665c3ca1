"""A file is read as its author saw it, whatever wrote it, or refused in one sentence."""

import codecs

import pytest

from reader.importing import ManuscriptError, read_manuscript
from reader.importing.files.encodings import decode
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


NIGHT = {
    "Russian": "Глава 1\n\nОна сидела у окна и смотрела на дождь, который шёл уже третий день.",
    "Ukrainian": "Розділ 1\n\nВона сиділа біля вікна й дивилася на дощ, який ішов третій день.",
    "Greek": "Κεφάλαιο 1\n\nΤο φέρι ήρθε πολύ αργά εκείνη τη νύχτα και κανείς δεν το είδε.",
    "Hebrew": "פרק 1\n\nהמעבורת הגיעה מאוחר מאוד באותו לילה ואיש לא ראה אותה. העז התעטשה.",
    "Arabic": "الفصل الأول\n\nوصلت العبارة في وقت متأخر جدا تلك الليلة ولم يرها أحد.",
    "Thai": "บทที่ 1\n\nเรือข้ามฟากมาช้ามากในคืนนั้นและไม่มีใครเห็นมัน แพะจาม",
    "Chinese": "第一章\n\n渡船那天晚上来得很晚，没有人看见它。山羊打了个喷嚏。箱子不见了。",
    "Taiwanese": "第一章\n\n渡船那天晚上來得很晚，沒有人看見它。山羊打了個噴嚏。箱子不見了。",
    "Japanese": "第一章\n\n渡し船はその夜とても遅く来た。「待っていたのに」と彼女は言った。",
    "Korean": "제1화\n\n그날 밤 나룻배는 아주 늦게 왔고 아무도 그것을 보지 못했다.",
    "Polish": "Rozdział 1\n\nProm przypłynął późno i nikt go nie widział. Łódź stała już wyżej.",
    "Czech": "Kapitola 1\n\nPřívoz přijel té noci velmi pozdě. Kůň stál u řeky a žena mlčela.",
    "Hungarian": "1. fejezet\n\nA komp nagyon későn érkezett, és senki sem látta. Őrült idő volt.",
    "Turkish": "Bölüm 1\n\nFeribot çok geç geldi ve kimse onu görmedi. Işıklar söndü, çığlık attı.",
    "German": "Kapitel 1\n\nDie Fähre kam spät. Niemand wußte, wie früh. Schöne Grüße!",
    "French": "Chapitre 1\n\nLe bac arriva très tard. Où étais-tu, ma sœur? À côté, répondit-elle.",
    "English": "Chapter 1\n\n“Hello,” she said — it wasn’t late, and the café’s lamp was lit.",
}
"""A ferry, late at night, in the words of several languages."""


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("Russian", "cp1251"), ("Russian", "koi8-r"), ("Russian", "cp866"),
        ("Russian", "iso8859-5"), ("Russian", "utf-16-le"), ("Ukrainian", "cp1251"),
        ("Ukrainian", "koi8-u"), ("Greek", "cp1253"), ("Hebrew", "cp1255"), ("Arabic", "cp1256"),
        ("Thai", "cp874"), ("Chinese", "gb18030"), ("Chinese", "utf-16-le"),
        ("Chinese", "utf-16-be"), ("Taiwanese", "big5"), ("Taiwanese", "gbk"),
        ("Japanese", "shift_jis"), ("Japanese", "euc_jp"), ("Japanese", "iso2022_jp"),
        ("Korean", "euc_kr"), ("Korean", "utf-16-be"), ("Polish", "cp1250"),
        ("Polish", "iso8859-2"), ("Czech", "cp1250"), ("Czech", "iso8859-2"),
        ("Hungarian", "cp1250"), ("Turkish", "cp1254"), ("German", "cp850"),
        ("French", "mac_roman"), ("English", "mac_roman"),
    ],
)  # fmt: skip
def test_letters_of_any_script_come_out_right_and_the_guess_is_named(language, encoding):
    text, doubts = decode(NIGHT[language].encode(encoding))
    assert text == NIGHT[language]
    assert [doubt for doubt in doubts if "UTF-8" in doubt] or encoding.startswith("utf-16")


@pytest.mark.parametrize("language", ["German", "French", "English"])
def test_western_letters_are_known_without_a_doubt(language):
    assert decode(NIGHT[language].encode("cp1252")) == (NIGHT[language], [])


@pytest.mark.parametrize(
    "text",
    ["Zoë’s café: Señor Ñandú, naïve at ½ past nine.", "A price of £5 and 20°.", "“É” — so?"],
)
def test_a_few_letters_of_several_languages_are_no_reason_to_guess(text):
    assert decode(text.encode("cp1252")) == (text, [])


def test_a_damaged_character_of_another_script_is_told():
    data = (NIGHT["Japanese"] * 20).encode("shift_jis") + b"\x82"
    text, doubts = decode(data)
    assert text.startswith(NIGHT["Japanese"])
    assert len(doubts) == 2


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
