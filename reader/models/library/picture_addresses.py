"""Where our pictures are here: texts are stored as if Gloss lay at the root of its host."""

from __future__ import annotations

from django.urls import get_script_prefix

from reader.text.rendering.pictures import FOLDER


def with_pictures(html: str) -> str:
    """Sanitised HTML, in which our pictures are under the path where Gloss lies (`GLOSS_PATH`)."""
    prefix = get_script_prefix()
    if prefix == "/" or FOLDER not in html:
        return html
    return html.replace(f'src="{FOLDER}', f'src="{prefix}{FOLDER[1:]}')
