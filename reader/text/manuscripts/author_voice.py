"""The voice of authors: what they say to readers, and no character does."""

from __future__ import annotations

import re

from reader.text.manuscripts.labels import read_label

QUOTED_WORDS = re.compile(r"[\"“„«][^\"”“»]*[\"”»]?")
_STRONG = re.compile(
    r"\breview(?:s|ed|ers?|ing)?\b|\br\s?(?:&|and|n)\s?r\b|\bbeta(?:s|['’]?d|ed|-?read\w*)?\b"
    r"|\b(?:fan)?fic(?:s|let|lets)?\b|\bfanfiction\b|\bone-?\s?shots?\b|\bmulti-?chapter\b"
    r"|\b(?:this|my|the|next|last|previous|new|first|final|that|another)\s+(?:\w+\s+)?"
    r"(?:chapters?|chappie|chap|fics?|installment|instalment|update)\b"
    r"|\bthis\s+(?:story|piece|drabble|ficlet)\b|\bupdat(?:e|es|ed|ing)\b|\bkudos\b"
    r"|\bhope\s+(?:that\s+)?(?:you|everyone|y['’]?all)\b.{0,20}\b(?:like|enjoy|love)"
    r"|\b(?:don['’]?t|do\s+not)\s+own\b|\bown\s+nothing\b|\bdisclaim\w*|\bconstructive\s+crit"
    r"|\bcanon\b|\bspoilers?\b|\bon\s+with\s+the\s+(?:story|show|chapter|fic)\b|\bfandom\b"
    r"|\bfeedback\b|\bflam(?:e|es|ers)\b|\breaders\b|\bthank(?:s|\s+you)\s+(?:so\s+much\s+)?"
    r"(?:to|for\s+(?:the|all|your|reading|reviewing))\b|\bfollow(?:ers|s)\s+and\s+fav|\bwip\b"
    r"|\bwriter['’]?s\s+block\b|\bthe\s+(?:muse|plot\s*bunn\w+)\b|\brated\s+[TMK]\b|\bprompt\b",
    re.IGNORECASE,
)

_WEAK = re.compile(
    r"\b(?:writ(?:e|ing|ten)|wrote|story|stories|chapters?|enjoy|sorry|comments?|hiatus|guys"
    r"|characters?|plot|pairing|episode|season|post(?:ed|ing)?|read(?:ing)?|anyway)\b"
    r"|:-?[)D(P]|<3|\bxo(?:xo)?\b|\b[A-Z]{2,}!",
    re.IGNORECASE,
)

FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|mine)\b")
_UNMISTAKABLE = re.compile(r"\W*(?:a\s?/\s?n|(?-i:AN\b)|(?:the\s+)?author)", re.IGNORECASE)
DIALOGUE = re.compile(r"\s*[*_]*[\"“„«‘']")
_GREETING = re.compile(
    r"[\W_]*(?:(?:(?:a|so|and|as\s+always|okay|ok)\W+)*(?:(?:big|huge|many|special)\s+)?"
    r"(?:thank(?:s|\s+you|\s?u)|спасибо|danke|gracias|merci|obrigad[ao]|grazie)\b"
    r"|(?:hi|hey|hello|hiya|okay|ok|so|sorry)\W+(?:\w+\W+)?"
    r"(?:guys|everyone|everybody|all|readers|people|lovelies|y['’]?all)\b"
    r"|review(?:er)?s?\s+(?:repl|respon|answer))",
    re.IGNORECASE,
)

_ABOUT_READERS = re.compile(
    r"\b(?:review|comment|kudos|follow|favou?rit|fav(?:e|s|ed|ing)\b|reading|support|feedback|likes?\b)"
    r"|отзыв|лайк|review|kommentar|comentario|comentário|commentaire|recension",
    re.IGNORECASE,
)

_FOREIGN_AUTHOR = re.compile(r"[^:：\n]{0,40}(?:авт|aut[oe]|作者|작가|המחבר|الكات)", re.IGNORECASE)


def speaks_as_author(text: str) -> bool:
    """Whether a paragraph sounds like an author talking to readers, not like a story."""
    spoken = QUOTED_WORDS.sub(" ", text)
    if DIALOGUE.match(text) and len(spoken) < len(text) / 2:
        return False
    strong, weak = len(set(_STRONG.findall(spoken))), len(set(_WEAK.findall(spoken)))
    return 2 * strong + weak + bool(FIRST_PERSON.search(spoken)) >= 2 + (len(spoken) > 600)


def greets(text: str) -> bool:
    """Whether a paragraph without a label is plainly its author's: thanks for reviews, a hello
    to readers."""
    if DIALOGUE.match(text) or not _GREETING.match(text) or len(text) > 1500:
        return False
    return bool(_ABOUT_READERS.search(text)) or speaks_as_author(text)


def interrupts(text: str) -> bool:
    """Whether a paragraph in the middle of a story is plainly its author's: a note, a warning."""
    label = read_label(text)
    if label is None:
        return False
    if label.kind == "note":
        return bool(_UNMISTAKABLE.match(text) or _FOREIGN_AUTHOR.match(text))
    return label.kind in ("warning", "disclaimer")
