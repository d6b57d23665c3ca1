"""Which language tags are written into files and feeds."""

import pytest

from reader.text.language_tags import is_language_tag, language_tag


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-hans", "zh-Hant-TW", "es-419", "gsw"])
def test_a_language_with_script_and_region_is_one(tag):
    assert is_language_tag(tag) and language_tag(tag) == tag


@pytest.mark.parametrize("tag", ["", "!", "x y", "en_GB", "zz-x-y", "english", 'en"', "en-"])
def test_of_anything_else_the_language_is_undetermined(tag):
    assert not is_language_tag(tag) and language_tag(tag) == "und"
