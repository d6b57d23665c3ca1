"""The words and word parts that numbers are made of, in the languages that people write in."""

from __future__ import annotations

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
