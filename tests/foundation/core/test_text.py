"""Localized text, markdown, limits, ids."""

import base64
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import conditional_escape

from kuvend.foundation.core import limits
from kuvend.foundation.core.ids import new_public_id, read_public_id
from kuvend.foundation.core.markdown import TAGS, render
from kuvend.foundation.core.paging import read_key, write_key
from kuvend.foundation.core.text import EngineSentence, Localized, localized
from kuvend.foundation.core.words import normalise, one_line
from tests.support.house import NOW


def test_a_missing_language_falls_back_visibly() -> None:
    text = Localized(sq="Vetëm <shqip>")
    with translation.override("en"):
        drawn = conditional_escape(text)
        assert 'lang="sq"' in drawn
        assert "only in Albanian" in drawn
        assert "&lt;shqip&gt;" in drawn
    with translation.override("sq"):
        assert conditional_escape(text) == "Vetëm &lt;shqip&gt;"
    assert text.missing() == ["en"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="xx"):
        localized({"xx": "?"})


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](//evil.example/a)",
        "[x](data:text/html,<b>)",
        '<img src=x onerror="alert(1)">',
        '[x](https://a.example/" onmouseover="alert(1))',
        "<a href='vbscript:x'>x</a>",
        "![x](https://evil.example/pixel.png)",
    ],
)
def test_attacks_come_out_inert(attack: str) -> None:
    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in TAGS
            for name, value in attrs:
                assert (tag, name) in {("a", "href"), ("a", "rel")}
                assert name == "rel" or str(value).startswith(("https://", "http://"))

    Reader().feed(render(normalise(attack)))


def test_plain_markdown_is_kept() -> None:
    html = render("Një **fjalë** dhe [një lidhje](https://example.org/)\n\n- një\n- dy")
    assert "<strong>fjalë</strong>" in html
    assert 'href="https://example.org/"' in html
    assert "nofollow" in html
    assert "<li>një</li>" in html


def test_bidi_controls_are_dropped() -> None:
    assert normalise("a\u202eb\u2066c") == "abc"


def test_a_key_is_read_back_or_refused() -> None:
    assert read_key(write_key(["2026-01-01", 7], of="ideas"), of="ideas") == ["2026-01-01", 7]
    for broken in ("", "%", "W10", write_key([1], of="answers"), "eyJhIjoxfQ"):
        assert read_key(broken, of="ideas") is None


def test_a_key_that_this_site_did_not_write_is_refused() -> None:
    mark = write_key(["2026-01-01", 7], of="ideas")[-12:]
    for values in ('["2026-01-01", "x"]', '["2026-13-45T25:00:00", 1]', "[" * 3000):
        forged = base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")
        assert read_key(forged, of="ideas") is None
        assert read_key(forged + mark, of="ideas") is None


def test_a_title_stands_on_one_line() -> None:
    assert one_line(" Zyra\r\nBcc: all\u202e\tx ") == "Zyra Bcc: all x"


def test_ids_are_readable_with_their_lookalikes() -> None:
    one = new_public_id()
    assert read_public_id(one.upper()) == one
    assert read_public_id("OIL" + one[3:]) == "011" + one[3:]
    assert read_public_id("short") is None


@pytest.mark.django_db
def test_a_limit_counts_in_its_window_and_begins_anew(settings: object) -> None:
    settings.KUVEND_LIMITS = {"knock": (2, 60)}  # type: ignore[attr-defined]
    limits.count("knock", "a", at=NOW)
    limits.count("knock", "a", at=NOW)
    limits.count("knock", "b", at=NOW)
    with pytest.raises(limits.TooOften):
        limits.count("knock", "a", at=NOW)
    limits.count("knock", "a", at=NOW + timedelta(seconds=61))


def test_what_engines_say_is_read_in_english_where_the_language_lacks_it(settings: object) -> None:
    settings.LANGUAGES = [("sq", "Shqip"), ("en", "English"), ("mk", "mk")]  # type: ignore[attr-defined]
    sentence = {"sq": "Plani ka afate.", "en": "The plan has dates."}
    for language, shown in (("sq", "sq"), ("en", "en"), ("mk", "en")):
        assert EngineSentence(sentence).reading(language) == (sentence[shown], shown)
    assert EngineSentence(sq="Plani.").reading("mk") == ("Plani.", "sq")
    assert EngineSentence().reading("mk") == ("", "mk")
    with translation.override("mk"):
        assert '<span lang="en">The plan has dates.</span>' in EngineSentence(sentence).__html__()
