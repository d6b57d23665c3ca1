"""What to call an encoding."""

from __future__ import annotations

_NAMES = {
    "cp1250": "Windows-1250 (Central European)", "iso8859_2": "Latin-2 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)", "koi8_r": "KOI8-R (Cyrillic)",
    "koi8_u": "KOI8-U (Cyrillic)", "cp866": "DOS 866 (Cyrillic)",
    "iso8859_5": "ISO 8859-5 (Cyrillic)", "cp1252": "Windows-1252",
    "cp1253": "Windows-1253 (Greek)", "iso8859_7": "ISO 8859-7 (Greek)",
    "cp1254": "Windows-1254 (Turkish)", "cp1255": "Windows-1255 (Hebrew)",
    "cp850": "DOS 850", "mac_roman": "Mac Roman", "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)", "cp874": "TIS-620 (Thai)",
    "gb18030": "GBK (Chinese)", "big5": "Big5 (Chinese)", "big5hkscs": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)", "euc_jp": "EUC-JP (Japanese)", "cp949": "EUC-KR (Korean)",
    "iso2022_jp": "ISO-2022-JP (Japanese)", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
}  # fmt: skip


def encoding_name(encoding: str) -> str:
    """What to call an encoding that was guessed."""
    return _NAMES.get(encoding, encoding)
