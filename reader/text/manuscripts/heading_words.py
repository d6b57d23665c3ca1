"""The words that headings are made of, in the languages that people write in.

Tables to be read and added to: a language a line, alternatives parted by spaces or `/`. Accents
and capitals do not matter (`CAPITULO` is `capítulo`); `headings.py` compares without them.
"""

from __future__ import annotations

# What stands before a number, or after an ordinal, where a chapter begins.
CHAPTERS = {
    "en": "chapter/chap/ch/episode/chappie",
    "af": "hoofstuk",
    "ar": "الفصل/فصل/البارت/بارت/الحلقة",
    "bg": "глава/епизод",
    "ca": "capítol",
    "cs": "kapitola/kap",
    "cy": "pennod",
    "da": "kapitel/kap/afsnit",
    "de": "kapitel/kap/episode/folge",
    "el": "κεφάλαιο/κεφ",
    "eo": "ĉapitro",
    "es": "capítulo/cap/episodio",
    "et": "peatükk",
    "eu": "kapitulua",
    "fa": "فصل/قسمت/پارت",
    "fi": "luku/kappale/osio",
    "fr": "chapitre/chap/épisode",
    "ga": "caibidil",
    "he": "פרק",
    "hi": "अध्याय",
    "hr": "poglavlje/glava",
    "hu": "fejezet/rész",
    "id": "bab/episode/chapter",
    "is": "kafli",
    "it": "capitolo/cap/episodio",
    "la": "caput/capitulum",
    "lt": "skyrius",
    "lv": "nodaļa",
    "nl": "hoofdstuk/hfst/aflevering",
    "no": "kapittel/kap/episode",
    "pl": "rozdział/rozdz/odcinek",
    "pt": "capítulo/cap/episódio",
    "ro": "capitolul/capitol/cap/episodul",
    "ru": "глава/гл/серия",
    "sk": "kapitola/kap",
    "sl": "poglavje",
    "sq": "kapitulli",
    "sr": "поглавље/глава/poglavlje/glava",
    "sv": "kapitel/kap/avsnitt/kapitlet",
    "th": "บทที่/ตอนที่/บท/ตอน",
    "tl": "kabanata",
    "tr": "bölüm/kısım",
    "uk": "розділ/глава",
    "vi": "chương/hồi",
}

# The same, where a part begins that holds chapters.
PARTS = {
    "en": "part/book/act/volume/vol/arc/section/saga/season",
    "cs": "část/díl/kniha",
    "da": "del/bog",
    "de": "teil/buch/band/akt/abschnitt",
    "el": "μέρος/βιβλίο",
    "es": "parte/libro/acto/volumen/arco/tomo",
    "fi": "osa/kirja",
    "fr": "partie/livre/acte/volume/tome/arc",
    "he": "חלק",
    "hu": "kötet/könyv",
    "id": "bagian/buku",
    "it": "parte/libro/atto/volume/arco",
    "nl": "deel/boek/akte",
    "no": "del/bok",
    "pl": "część/księga/tom/akt",
    "pt": "parte/livro/ato/volume/arco",
    "ro": "partea/cartea/volumul",
    "ru": "часть/книга/том/акт/арка",
    "sk": "časť/kniha",
    "sv": "del/bok",
    "tr": "cilt/kitap",
    "uk": "частина/книга/том",
    "vi": "phần/quyển/tập",
}

# What is a heading without a number.
NAMED = {
    "en": "prologue/epilogue/introduction/interlude/foreword/preface/intermission/prelude"
    "/postlude/coda/finale/final chapter/last chapter/bonus chapter/extra chapter/outtake"
    "/outtakes/side story/omake",
    "ar": "مقدمة/المقدمة/خاتمة/الخاتمة",
    "ca": "pròleg/epíleg",
    "cs": "prolog/epilog/úvod/předmluva/mezihra/doslov",
    "da": "prolog/epilog/forord/mellemspil",
    "de": "prolog/epilog/vorwort/einleitung/zwischenspiel/nachspiel/intermezzo/letztes kapitel",
    "el": "πρόλογος/επίλογος",
    "es": "prólogo/epílogo/interludio/introducción/prefacio/preludio/capítulo final/capítulo extra"
    "/último capítulo",
    "fi": "prologi/epilogi/johdanto/esipuhe/välisoitto",
    "fr": "prologue/épilogue/interlude/introduction/avant-propos/préface/prélude/intermède"
    "/dernier chapitre/chapitre bonus",
    "he": "פרולוג/אפילוג/הקדמה",
    "hr": "prolog/epilog",
    "hu": "prológus/epilógus/előszó/közjáték/bevezetés",
    "id": "prolog/epilog/kata pengantar",
    "it": "prologo/epilogo/interludio/introduzione/prefazione/preludio/ultimo capitolo",
    "ja": "プロローグ/エピローグ/序章/終章/序幕/終幕/幕間/間章/閑話"
    "/番外編/番外/最終話/最終章/序/跋",
    "ko": "프롤로그/에필로그/서장/종장/서문/막간/외전/번외/번외편/서막/마지막 화/최종화",
    "nl": "proloog/epiloog/voorwoord/inleiding/intermezzo/tussenspel/laatste hoofdstuk",
    "no": "prolog/epilog/forord/mellomspill",
    "pl": "prolog/epilog/wstęp/przedmowa/interludium/posłowie",
    "pt": "prólogo/epílogo/interlúdio/introdução/prefácio/prelúdio/capítulo final/capítulo extra",
    "ro": "prolog/epilog/introducere/interludiu",
    "ru": "пролог/эпилог/интерлюдия/предисловие/вступление/введение/экстра/бонус/интермедия"
    "/послесловие",
    "sv": "prolog/epilog/förord/mellanspel",
    "th": "บทนำ/บทส่งท้าย/อารัมภบท/ปัจฉิมบท/ตอนพิเศษ",
    "tl": "panimula/wakas",
    "tr": "prolog/epilog/önsöz/giriş/sonsöz/ara bölüm",
    "uk": "пролог/епілог/передмова/інтерлюдія",
    "vi": "mở đầu/lời mở đầu/kết/ngoại truyện/vĩ thanh/phiên ngoại",
    "zh": "楔子/序章/序/序言/引子/序幕/前言/引言/尾声/尾聲/终章/終章/番外"
    "/番外篇/间章/間章/大结局/大結局/后记/後記/终幕/結局/结局",
}

EAST_ASIAN_CHAPTERS = "章話话回節节集夜場场折齣장화회절"
# The counters after a number, as in 第一章 and 제1화.
EAST_ASIAN_PARTS = "部卷巻幕篇編编季冊册부권편막"

# What says in a line of its own through whose eyes one looks.
POINT_OF_VIEW = (
    "pov/p.o.v/point of view/viewpoint/punto de vista/ponto de vista/point de vue/punto di vista"
    "/sicht/perspektive/от лица/точка зрения/perspective"
)
