"""Static files: hashed names, compressed once, and two stylesheets made of many."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

LAYERS = (
    "reset",
    "tokens",
    "themes",
    "base",
    "controls",
    "covers",
    "library",
    "first_visit",
    "downloads",
    "story",
    "shelves",
    "inbox",
    "chapter",
    "ending",
    "text",
    "marks",
    "margin",
    "sheet",
    "beside",
    "highlights",
    "words",
    "account",
    "reading",
    "whole",
    "question",
    "desk",
    "moderation",
    "scripts",
    "look",
    "own_data",
    "import_preview",
    "offline",
    "print",
)
"""The files of static/css/, each a cascade layer of its own, weakest first."""
AROUND = {
    "covers",
    "library",
    "first_visit",
    "downloads",
    "story",
    "shelves",
    "inbox",
    "highlights",
    "words",
    "account",
    "desk",
    "moderation",
    "own_data",
    "import_preview",
}
"""Those that no page of a story's own words needs."""
STYLESHEETS = {
    "gloss.css": tuple(name for name in LAYERS if name not in AROUND),
    "around.css": tuple(name for name in LAYERS if name in AROUND),
}
"""What is served: the first on every page, the second where one is not reading."""


class StylesheetStorage(FileSystemStorage):
    """Where the joined stylesheets are written; `collectstatic` puts them beside the others."""

    prefix = ""


class StylesheetFinder(BaseFinder):
    """Finds the stylesheets that are served: layers joined, for the fewest requests.

    Comments and white space stay behind; every rule is the source's.
    """

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.source = Path(settings.ROOT) / "static" / "css"
        self.storage = StylesheetStorage(location=Path(settings.VAR) / "stylesheet")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> Any:
        """The file of a stylesheet, or a list of it if `find_all`; an empty list if not ours."""
        if path not in STYLESHEETS:
            return []
        target = self._write(path)
        return [target] if find_all else target

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in STYLESHEETS:
            self._write(path)
            yield path, self.storage

    def _write(self, path: str) -> str:
        target = Path(self.storage.path(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        # Each says the order of all layers: whichever comes first, it is the same.
        layers = [f"@layer {', '.join(LAYERS)};"]
        for name in STYLESHEETS[path]:
            css = (self.source / f"{name}.css").read_text()
            css = css.replace('url("../', 'url("')  # what is served stands a folder above
            layers.append(f"@layer {name} {{\n{cssmin(css)}\n}}")
        # Somebody else may be reading it: they get the one before or this one, never half of it.
        with NamedTemporaryFile("w", dir=target.parent, delete=False) as made:
            made.write("\n".join(layers) + "\n")
        Path(made.name).replace(target)
        return str(target)


class Storage(CompressedManifestStaticFilesStorage):
    """Rewrites the imports of our own modules to hashed names, and leaves other people's alone.

    Django's pattern for imports also matches a comment in a script of django-htmx.
    """

    support_js_module_import_aggregation = True
    # A pass gives their last names to files whose imports have theirs: in the worst order that a
    # file system lists them in, one file a pass. Our longest chain takes more than Django's five.
    max_post_process_passes = 50
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
