"""Kinds of characters, as they stand between the brackets of a regular expression."""

# Scripts that put no space between words: there every character counts as a word. Those of which
# one character is nearly a word are apart from those that spell.
WIDE = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SPELT_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED = SPELT_UNSPACED + WIDE
# Characters that show nothing: soft hyphen, zero-width spaces and joiners, marks of direction.
UNSEEN = r"\u00ad\u200b-\u200f\u2060\ufeff"
# What an escape can say, in YAML or JSON, and no database takes: zero, and halves of characters.
UNSTORABLE = r"\0\ud800-\udfff"
