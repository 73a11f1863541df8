"""The design is what its documentation shows: pieces, classes, tokens, contrast, directions, weight."""

from __future__ import annotations

import gzip
import os
import re
from inspect import getmembers, isfunction

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.support import contrasts, stylesheet
from tests.support.pieces import drawing, samples

LIGHTEST = 9 * 1024  # bytes, compressed
UNCOLOURED = {"qr"}  # a picture of a code needs white behind it in the dark, too
PHYSICAL = re.compile(r"(?:^|-)(?:left|right|top|bottom)(?:-|$)|^float$|^clear$")
SIDES = re.compile(r"\b(?:left|right)\b|^translateX|^scaleX")
DATED = re.compile(r"(<!-- contrast: [^\n]*-->\n).*?(<!-- end of contrast -->)", re.DOTALL)
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)(?:\{[%{].*?[%}]\}|[^<>{])*?\sclass=\"((?:\{[%{].*?[%}]\}|[^\"])*)\"")
SHOW = "draw it in tests/support/pieces/samples.py, describe it in docs/reference/design.md, then `make pieces`"
UPDATE = os.environ.get("UPDATE_STORED") == "1"


def words() -> str:
    return drawing.WORDS.read_text(encoding="utf-8")


def stored_page() -> str:
    return drawing.PAGE.read_text(encoding="utf-8")


def test_the_page_of_pieces_is_what_the_templates_draw() -> None:
    drawn = drawing.draw()
    if UPDATE:
        drawing.PAGE.write_text(drawn, encoding="utf-8")
    assert stored_page() == drawn, "run `make pieces` and look at the difference"


def test_the_contrast_figures_of_the_documentation_are_computed() -> None:
    found = DATED.sub(lambda match: f"{match[1]}{contrasts.table()}\n{match[2]}", words())
    if UPDATE:
        drawing.WORDS.write_text(found, encoding="utf-8")
    assert words() == found, "run `make pieces`"


def test_every_piece_has_its_words_and_its_sample() -> None:
    drawn = {name for name, _ in getmembers(samples, isfunction) if not name.startswith("_")}
    drawn = {name for name in drawn if getattr(samples, name).__module__ == samples.__name__}
    headings = re.findall(r"^### `([\w-]+)`:", words(), re.MULTILINE)
    assert headings == [key for key, *_ in drawing.words()]
    assert set(headings) == drawn


def test_every_class_of_the_stylesheet_is_shown_on_the_page_of_pieces() -> None:
    unshown = stylesheet.classes() - stylesheet.of_page(stored_page())
    assert not unshown, f"{unshown}: {SHOW}"


def test_the_page_of_pieces_uses_no_class_that_the_stylesheet_lacks() -> None:
    unknown = stylesheet.of_page(stored_page()) - stylesheet.classes()
    assert not unknown


def test_no_template_uses_a_class_that_the_stylesheet_lacks() -> None:
    lacking = {name: files for name, files in stylesheet.of_source().items() if name not in stylesheet.classes()}
    assert not lacking, f"{lacking}: style it in kuvend.css, or use a piece that is there"


def test_no_class_of_the_stylesheet_is_dead() -> None:
    dead = stylesheet.classes() - set(stylesheet.of_source()) - stylesheet.words_of_source()
    assert not dead


def test_what_is_written_out_for_the_page_stands_like_that_in_templates() -> None:
    """Each class of the page stands on an element on which a template has it, too."""
    known = set(stylesheet.of_source()) - stylesheet.words_of_source()
    texts = [path.read_text(encoding="utf-8") for path in stylesheet.SOURCE.rglob("*.html")]
    texts += [
        path.read_text(encoding="utf-8")
        for path in (
            stylesheet.SOURCE / "foundation/contributions/drawing.py",
            stylesheet.SOURCE / "foundation/core/text.py",
        )
    ]
    in_templates = {
        (tag, name) for text in texts for tag, value in ELEMENT.findall(text) for name in stylesheet.of_attribute(value)
    }
    on_page = {(tag, name) for tag, value in ELEMENT.findall(stored_page()) for name in value.split()}
    elsewhere = {(tag, name) for tag, name in on_page - in_templates if name in known}
    assert not elsewhere


def test_text_and_marks_stand_out_from_their_ground() -> None:
    assert not list(contrasts.too_low())


def test_bars_of_charts_stand_out_although_one_sees_through_them() -> None:
    thin = re.findall(r"fill: var\(--([\w-]+)\); fill-opacity: ([\d.]+)", stylesheet.text())
    assert thin
    for scheme in ("light", "dark"):
        known = stylesheet.colours(scheme)
        for name, opacity in thin:
            seen = stylesheet.blend(known[name], known["paper"], float(opacity))
            assert stylesheet.contrast(seen, known["paper"]) >= contrasts.LEAST_MARK, (name, scheme)


def test_the_ring_around_a_link_in_a_picture_stands_out_where_no_shadow_is_drawn() -> None:
    """A box shadow does nothing in SVG, so the ring itself must stand out (WCAG 2.2, 1.4.11 and 2.4.13)."""
    (name,) = re.findall(r"svg a:focus-visible { outline-color: var\(--([\w-]+)\); }", stylesheet.text())
    for scheme in ("light", "dark"):
        known = stylesheet.colours(scheme)
        for ground in ("paper", "surface"):
            assert stylesheet.contrast(known[name], known[ground]) >= contrasts.LEAST_MARK, (scheme, ground)


def test_every_colour_that_text_or_ground_has_is_in_the_contrast_table() -> None:
    texts = {name for pair in contrasts.TEXT for name in pair[:1]} | {"focus-ink"}
    grounds = {pair[1] for pair in [*contrasts.TEXT, *contrasts.MARKS]}
    marks = {name for pair in contrasts.MARKS for name in pair[0].split(" or ")}
    for name, value in stylesheet.declarations():
        used = set(re.findall(r"var\(--([\w-]+)\)", value)) & set(stylesheet.colours("light"))
        if name == "color":
            assert used <= texts, value
        elif name in {"background", "background-color"}:
            assert used <= grounds | marks, value
        elif name in {"fill", "stroke", "accent-color"}:
            assert used <= marks | grounds, value


def test_every_token_is_used_and_described_and_no_other_is() -> None:
    defined = set(stylesheet.tokens("light"))
    used = set(re.findall(r"var\(--([\w-]+)\)", stylesheet.text()))
    templates = "".join(path.read_text(encoding="utf-8") for path in stylesheet.SOURCE.rglob("*.html"))
    used |= set(re.findall(r"var\(--([\w-]+)\)", templates))
    assert used == defined
    described = set(re.findall(r"`--([\w-]+)`", words()))
    families = {"step", "gap"}
    assert {name for name in defined if name.split("-")[0] not in families} <= described
    assert described <= defined


def test_no_rule_writes_a_colour_of_its_own() -> None:
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", stylesheet.text())
    own = [selector.strip() for selector, body in rules if "--" not in body.split(":")[0] and "#" in body]
    own = [selector for selector in own if not set(stylesheet.CLASS.findall(selector)) <= UNCOLOURED or not selector]
    assert not [selector for selector in own if selector != ":root"]


def test_distances_and_places_are_logical_so_that_the_page_can_be_mirrored() -> None:
    physical = [
        f"{name}: {value}"
        for name, value in stylesheet.declarations()
        if not name.startswith("--") and (PHYSICAL.search(name) or (name != "content" and SIDES.search(value)))
    ]
    allowed = {"transform: scaleX(-1)"}  # bars of a chart, on a page written from the right
    assert not [one for one in physical if one.strip() not in allowed]


def test_the_direction_of_a_page_comes_from_its_language() -> None:
    request = RequestFactory().get("/")
    for language, direction in (("sq", "ltr"), ("ar", "rtl")):
        with translation.override(language):
            assert f'<html lang="{language}" dir="{direction}">' in render_to_string("base.html", {}, request)


def test_the_stylesheet_is_small() -> None:
    assert len(gzip.compress(stylesheet.STYLESHEET.read_bytes())) <= LIGHTEST


def test_every_drawing_within_a_page_has_a_size_of_its_own() -> None:
    """Without the stylesheet a drawing without width and height fills the screen."""
    unsized = [
        f"{path.name}: {tag[:80]}"
        for path in (stylesheet.ROOT / "src").rglob("*.html")
        for tag in re.findall(r"<svg\b[^>]*>", path.read_text())
        if not (re.search(r"\bwidth=", tag) and re.search(r"\bheight=", tag))
    ]
    assert not unsized, unsized
