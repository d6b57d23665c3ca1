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

# One and upwards.
CARDINALS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "cs": "jedna/jeden dva/dvě tři čtyři pět šest sedm osm devět deset jedenáct dvanáct třináct "
    "čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct",
    "da": "en/et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten",
    "de": "eins/ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "el": "ένα δύο τρία τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά δέκα έντεκα δώδεκα",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
    "fi": "yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista "
    "kaksitoista kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista "
    "kahdeksantoista yhdeksäntoista kaksikymmentä",
    "fr": "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "hu": "egy kettő/két három négy öt hat hét nyolc kilenc tíz tizenegy tizenkettő tizenhárom "
    "tizennégy tizenöt tizenhat tizenhét tizennyolc tizenkilenc húsz",
    "id": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove venti ventuno ventidue ventitré "
    "ventiquattro venticinque ventisei ventisette ventotto ventinove trenta",
    "nl": "een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien",
    "no": "en/ett to tre fire fem seks sju/syv åtte ni ti elleve tolv tretten fjorten femten "
    "seksten sytten atten nitten",
    "pl": "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście "
    "trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze "
    "quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
    "ro": "unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece",
    "ru": "один/раз два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "sv": "ett/en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
    "sjutton arton nitton",
    "tl": "isa dalawa tatlo apat lima anim pito walo siyam sampu",
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on",
    "uk": "один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять",
    "vi": "một hai ba bốn năm sáu bảy tám chín mười",
}

# First and upwards.
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "ar": "الأول/الاول/الأولى الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة "
    "السادس/السادسة السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة",
    "cs": "první druhá/druhý třetí čtvrtá/čtvrtý pátá/pátý šestá/šestý sedmá/sedmý osmá/osmý "
    "devátá/devátý desátá/desátý",
    "da": "første anden/andet tredje fjerde femte sjette syvende ottende niende tiende",
    "de": "erstes/erste/erster zweites/zweite/zweiter drittes/dritte/dritter "
    "viertes/vierte/vierter fünftes/fünfte/fünfter sechstes/sechste/sechster "
    "siebtes/siebentes/siebte/siebter achtes/achte/achter neuntes/neunte/neunter "
    "zehntes/zehnte/zehnter elftes/elfte zwölftes/zwölfte",
    "el": "πρώτο/πρώτος δεύτερο/δεύτερος τρίτο/τρίτος τέταρτο πέμπτο έκτο έβδομο όγδοο"
    " ένατο δέκατο",
    "es": "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta "
    "quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima",
    "fa": "اول/یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم",
    "fi": "ensimmäinen toinen kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes",
    "fr": "premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième "
    "huitième neuvième dixième onzième douzième",
    "he": "ראשון/א' שני/ב' שלישי/ג' רביעי/ד' חמישי/ה' שישי/ו' שביעי/ז' שמיני/ח' תשיעי/ט' עשירי/י'",
    "hu": "első második harmadik negyedik ötödik hatodik hetedik nyolcadik kilencedik tizedik",
    "id": "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh",
    "it": "primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta "
    "settimo/settima ottavo/ottava nono/nona decimo/decima",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "no": "første andre/annet tredje fjerde femte sjette sjuende/syvende åttende niende tiende",
    "pl": "pierwszy/pierwsza drugi/druga trzeci/trzecia czwarty/czwarta piąty/piąta szósty/szósta "
    "siódmy/siódma ósmy/ósma dziewiąty/dziewiąta dziesiąty/dziesiąta jedenasty dwunasty",
    "pt": "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta "
    "sexto/sexta sétimo/sétima oitavo/oitava nono/nona décimo/décima",
    "ro": "întâi/întâia/prima doua/doilea treia/treilea patra/patrulea cincea/cincilea",
    "ru": "первая/первый вторая/второй третья/третий четвертая/четвёртая/четвертый пятая/пятый "
    "шестая/шестой седьмая/седьмой восьмая/восьмой девятая/девятый десятая/десятый "
    "одиннадцатая двенадцатая тринадцатая четырнадцатая пятнадцатая шестнадцатая семнадцатая "
    "восемнадцатая девятнадцатая двадцатая",
    "sv": "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte",
    "tl": "una ikalawa ikatlo ikaapat ikalima ikaanim ikapito ikawalo ikasiyam ikasampu",
    "tr": "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
    "uk": "перша/перший друга/другий третя/третій четверта п'ята шоста сьома восьма дев'ята десята",
}

# Ten, twenty and upwards; a number below ten may follow, with `AND` between them or nothing.
TENS = {
    "en": "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "cs": "deset dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
    "da": "ti tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
    "de": "zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "es": "diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "dix vingt trente quarante cinquante soixante soixante-dix "
    "quatre-vingts quatre-vingt-dix",
    "it": "dieci venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "tien twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "no": "ti tjue tretti førti femti seksti sytti åtti nitti",
    "pl": "dziesięć dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt "
    "siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "pt": "dez vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "ru": "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "sv": "tio tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "tr": "on yirmi otuz kırk elli altmış yetmiş seksen doksan",
}

AND = "y e et und en og och i and és và"
# Where the small number comes first, in one word: einundzwanzig.
GLUED = {"de": "und", "nl": "en"}

# What says in a line of its own through whose eyes one looks.
POINT_OF_VIEW = (
    "pov/p.o.v/point of view/viewpoint/punto de vista/ponto de vista/point de vue/punto di vista"
    "/sicht/perspektive/от лица/точка зрения/perspective"
)
