"""The words, other than English ones, with which authors say what a line is, and that a story ends.

Tables to be read and added to, alternatives parted by `/`. A colon, a dash or an empty rest of
the line must follow, so short words do no harm.
"""

from __future__ import annotations

# What a line is, by what it begins with.
LABELS = {
    "note": "от автора/примечание автора/примечания автора/примечание/примечания/слово автора"
    "/авторские заметки/від автора/anmerkung der autorin/anmerkung des autors/anmerkungen"
    "/anmerkung/autorennotiz/nota de la autora/nota del autor/nota de autora/nota de autor"
    "/notas de la autora/notas del autor/nota da autora/nota do autor/notas da autora"
    "/notas do autor/notas finais/notas iniciais/n/a/note de l'auteur/note de l’auteur"
    "/note de l'auteure/note de l’auteure/note de l'autrice/note de l’autrice/nda"
    "/note dell'autrice/note dell’autrice/note dell'autore/note dell’autore/nota dell'autrice"
    "/nota dell’autrice/opmerking van de auteur/notitie van de schrijver/od autora/od autorki"
    "/notka autorska/nota autorki/poznámka autora/poznámka autorky/författarens kommentar"
    "/författarens anteckning/forfatterens note/kirjoittajan huomautus/yazar notu/yazarın notu"
    "/catatan penulis/lời tác giả/lời của tác giả/作者有话说/作者有話說/作者的话/作者的話"
    "/作者註/作者注/作者より/作者から/あとがき/後書き/前書き/まえがき/작가의 말/작가 후기/후기"
    "/författarens anmärkning/författarens noteringar/forfatterens merknad/forfatterkommentar"
    "/σημείωση συγγραφέα/σημείωση του συγγραφέα/σημείωση της συγγραφέα/σημειώσεις"
    "/szerzői megjegyzés/a szerző megjegyzése/nota autorului/nota autoarei/від авторки/от авторки"
    "/примітка автора/примітка авторки/примітки автора/примітки авторки/примітки"
    "/nota dell'autore/nota dell’autore/noot van de auteur/noot van de schrijver/notas finales"
    "/notas iniciales/notes de l'auteur/notes de l’auteur/notes de fin"
    "/ملاحظة الكاتبة/ملاحظة الكاتب/הערת המחברת/הערת המחבר",
    "disclaimer": "дисклеймер/отказ от прав/отказ/haftungsausschluss/descargo/descargo de "
    "responsabilidad/aviso legal/avertissement légal/免责声明/免責聲明/zastrzeżenie/disclamer",
    "warning": "предупреждение/предупреждения/предупреждениe/warnung/warnungen/triggerwarnung"
    "/advertencia/advertencias/aviso/avisos/alertas/avertissement/avertissements/avvertimenti"
    "/avvertenze/waarschuwing/ostrzeżenie/ostrzeżenia/varování/varning/varoitus/uyarı/peringatan"
    "/cảnh báo/警告/注意/预警/預警/경고/tw's/cw's/trigger/triggers",
    "dedication": "посвящение/widmung/dedicatoria/dedicatória/dédicace/dedica/dedykacja/ithaf",
    "summary": "саммари/описание/аннотация/краткое содержание/резюме/опис/zusammenfassung/inhalt"
    "/klappentext/resumen/sinopsis/resumo/sinopse/résumé/riassunto/trama/samenvatting/opis"
    "/streszczenie/shrnutí/sammanfattning/resumé/sammendrag/tiivistelmä/özet/konu/ringkasan"
    "/tóm tắt/văn án/文案/简介/簡介/内容简介/あらすじ/概要/줄거리/소개/összefoglaló/rezumat",
    "title": "название/заголовок/назва/titel/título/titre/titolo/tytuł/název/otsikko/başlık/judul"
    "/tên truyện/标题/標題/书名/書名/題名/タイトル/제목/cím/titlu/العنوان",
    "author": "автор/авторка/autor/autora/autorin/auteur/auteure/autrice/autore/schrijver"
    "/schrijfster/pisarz/autorka/författare/forfatter/kirjoittaja/yazar/penulis/tác giả/作者/著者"
    "/작가/글쓴이/szerző/الكاتبة/الكاتب/המחברת/המחבר",
    "rating": "рейтинг/altersfreigabe/freigabe/clasificación/clasificacao/classificação"
    "/classification/valutazione/kategoria wiekowa/ikäraja/分级/分級",
    "language": "язык/мова/sprache/idioma/langue/lingua/taal/język/jazyk/språk/kieli/dil/bahasa"
    "/语言/言語/언어",
    "status": "статус/статус работы/estado/statut/stato/状态/狀態/진행",
    "tags": "метки/теги/жанр/жанры/теґи/stichwörter/etiquetas/género/géneros/gênero/gêneros"
    "/mots-clés/genere/generi/trefwoorden/tagi/gatunek/žánr/nyckelord/etiketler/thể loại/标签/標籤"
    "/类型/類型/タグ/태그/장르/műfaj",
    "detail": "бета/беты/размер/события/публикация/публикация на других ресурсах/betaleserin"
    "/betaleser/wörter/wortanzahl/palabras/palavras/mots/parole/słowa/字数/字數/publicado/publié"
    "/veröffentlicht/опубликовано/серия",
}

# Which of the lists of tags a line is.
LISTS = {
    "fandoms": "fandom/fandoms/фэндом/фендом/фандом/原作/ジャンル/팬덤",
    "relationships": "pairing/pairings/relationship/relationships/ship/ships/пэйринг/пейринг"
    "/пэйринг и персонажи/пейринг и персонажи/pareja/parejas/casal/couple/couples/coppia/coppie"
    "/paar/paare/paring/pairingi/配对/配對/cp/カップリング/커플링",
    "characters": "character/characters/main character/main characters/персонажи/герои/personajes"
    "/personagens/personnages/personaggi/charaktere/figuren/personages/postacie/postavy/karakterer"
    "/karakterler/tokoh/nhân vật/人物/主角/登場人物/등장인물",
}

# How archives say that a story is complete or not; the first two words are looked at.
STATUSES = {
    "complete": "complete completed finished done one-shot oneshot завершен завершён завершено "
    "закончен закончено завершена abgeschlossen fertig completa completo terminado terminada "
    "finalizado concluída concluído finalizada terminé terminée achevé finito finita conclusa "
    "zakończone zakończony dokončeno avslutad tamamlandı tamat selesai 完结 完結 已完结 已完結 完 "
    "연재완료 완결 hoàn thành befejezett voltooid",
    "in progress": "incomplete wip ongoing hiatus in-progress in progress unfinished work updated "
    "процессе заморожен bearbeitung arbeit pausiert progreso proceso andamento hiato cours corso "
    "pågående devam berlangsung 连载 連載 连载中 連載中 연재중",
}

# What stands alone at the end of a story.
ENDINGS = (
    "the end/fin/finis/end/the very end/end of story/end of fic/end story/~end~/fini/finito/finita"
    "/ende/fim/fine/fin de la historia/конец/конець/кінець/край/kraj/koniec/konec/einde/loppu"
    "/slutet/tamat/hết/hoàn/vége/sfârșit/τέλος/wakas/owari/sff/完/终/終/全文完/全书完/全書完/大结局/本编完结"
    "/正文完/完结/完結/おわり/終わり/了/끝"
    "/النهاية/סוף/סוף הסיפור/son söz/complete/completed/the end of"
    " the story"
)
# What stands alone at the end of a chapter that is not the last.
TO_BE_CONTINUED = (
    "tbc/t.b.c/t.b.c./to be continued/продолжение следует/далі буде/fortsetzung folgt/continuará"
    "/continua/à suivre/wordt vervolgd/c.d.n/c.d.n./ciąg dalszy nastąpi/pokračování příště"
    "/fortsättning följer/jatkuu/devam edecek/bersambung/còn tiếp/未完待续/未完待續/待续"
    "/つづく/続く/다음 화에 계속/계속"
)
