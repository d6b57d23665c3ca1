"""The files that pages are made with: their names change with what is in them, on every machine."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage

from reader.web.staticfiles import AROUND, LAYERS, STYLESHEETS, Storage, StylesheetFinder

SOURCE = Path(settings.ROOT) / "static"


def imports(text):
    """The modules that a script leads to, at once or later."""
    return re.findall(r"""(?:from |import\()["']\./([^"']+)""", text)


def height(name):
    """How many modules, one importing the next, hang below a script of ours."""
    below = imports((SOURCE / "js" / name).read_text())
    return 1 + max(map(height, below)) if below else 0


@pytest.mark.parametrize("highest_first", [True, False])
def test_names_settle_in_whatever_order_a_file_system_lists_the_files(
    tmp_path, settings, highest_first
):
    settings.STATIC_ROOT, settings.DEBUG = str(tmp_path), False
    names = sorted((path.name for path in (SOURCE / "js").glob("*.js")), key=height)
    names = [f"js/{name}" for name in (reversed(names) if highest_first else names)]
    (tmp_path / "js").mkdir()
    for name in names:
        (tmp_path / name).write_bytes((SOURCE / name).read_bytes())
    store, source = Storage(location=str(tmp_path)), FileSystemStorage(location=str(tmp_path))
    for name, _, processed in store.post_process({name: (source, name) for name in names}):
        assert not isinstance(processed, Exception), name
    for name in names:
        for imported in imports((tmp_path / store.stored_name(name)).read_text()):
            assert re.search(r"\.[0-9a-f]{12}\.js$", imported), f"{name} imports {imported}"
            assert (tmp_path / "js" / imported).exists(), f"{name} imports {imported}"


def test_who_reads_a_stylesheet_while_it_is_made_anew_gets_all_of_it():
    finder = StylesheetFinder()
    path = Path(finder.find("gloss.css"))
    whole = path.read_text()
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(lambda: [finder.find("gloss.css") for _ in range(200)])
        while not making.done():
            assert path.read_text() == whole


def test_every_layer_is_served_once_and_in_one_order_whichever_stylesheet_comes_first():
    finder = StylesheetFinder()
    order = f"@layer {', '.join(LAYERS)};"
    texts = {name: Path(finder.find(name)).read_text() for name in STYLESHEETS}
    assert all(text.startswith(order) for text in texts.values())
    served = re.findall(r"^@layer (\w+) {", "".join(texts.values()), re.MULTILINE)
    assert sorted(served) == sorted(LAYERS)
    assert {path.stem for path in (SOURCE / "css").glob("*.css")} == set(LAYERS)


@pytest.mark.django_db
def test_reading_a_chapter_does_without_the_looks_of_the_other_pages(browser, chapter):
    around = staticfiles_storage.url("around.css")
    story = chapter.story.get_absolute_url()
    for path in (chapter.get_absolute_url(), f"{story}all/"):
        assert around not in browser().get(path).getvalue().decode()
    for path in ("/", story, "/accounts/login/"):
        assert around in browser().get(path).content.decode()
    assert set(AROUND) < set(LAYERS)


def test_the_icon_in_the_head_of_a_page_is_the_one_of_the_files():
    head = (Path(settings.ROOT) / "templates" / "base.html").read_text()
    shown = unquote(re.search(r'href="data:image/svg\+xml,([^"]+)"', head)[1])
    assert shown.replace("'", '"') == (SOURCE / "icons" / "gloss.svg").read_text().strip()
