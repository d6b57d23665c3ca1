"""Static files: hashed names, compressed once, and one stylesheet made of many."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "gloss.css"
LAYERS = (
    "reset",
    "tokens",
    "themes",
    "base",
    "controls",
    "covers",
    "library",
    "downloads",
    "story",
    "shelves",
    "chapter",
    "text",
    "marks",
    "margin",
    "commonplace",
    "account",
    "reading",
    "whole",
    "desk",
    "scripts",
    "look",
    "taking",
    "proof",
    "kept",
    "print",
)
"""The files of static/css/, each a cascade layer of its own, weakest first."""


class StylesheetFinder(BaseFinder):
    """Finds `gloss.css`: the layers in order, so that a page costs one request for its looks."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.source = Path(settings.ROOT) / "static" / "css"
        self.storage = FileSystemStorage(location=Path(settings.VAR) / "stylesheet")
        self.storage.prefix = ""
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        found = [self._write()] if path == STYLESHEET else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield STYLESHEET, self.storage

    def _write(self) -> str:
        target = Path(self.storage.path(STYLESHEET))
        target.parent.mkdir(parents=True, exist_ok=True)
        layers = [f"@layer {', '.join(LAYERS)};"]
        for name in LAYERS:
            # What is said of a chapter's text holds for each chapter of a whole story too.
            css = (self.source / f"{name}.css").read_text().replace("#text", ":is(#text, .text)")
            layers.append(f"@layer {name} {{\n{css}}}")
        target.write_text("\n".join(layers) + "\n")
        return str(target)


class Storage(CompressedManifestStaticFilesStorage):
    """Rewrites the imports of our own modules to hashed names, and leaves other people's alone.

    Django's pattern for imports also matches a comment in a script of django-htmx.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
