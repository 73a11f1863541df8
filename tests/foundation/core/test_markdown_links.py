"""Whole addresses in anybody's words are links; nothing else becomes one."""

from __future__ import annotations

import pytest

from kuvend.foundation.core.markdown import render, render_text

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize("draw", [render, render_text])
def test_a_typed_address_is_a_link_without_the_sentence_s_full_stop(draw: object) -> None:
    html = draw("See https://example.org/law?a=1&b=2. And (http://a.al/x_y_z).")  # type: ignore[operator]
    assert f'<a href="https://example.org/law?a=1&amp;b=2" {REL}>https://example.org/law?a=1&amp;b=2</a>.' in html
    assert f'(<a href="http://a.al/x_y_z" {REL}>' in html


@pytest.mark.parametrize(
    "words", ["www.example.org", "a@example.org", "ftp://example.org", "javascript:alert(1)", "`https://example.org`"]
)
def test_nothing_else_becomes_a_link(words: str) -> None:
    assert "<a " not in render(words)


def test_a_link_within_a_link_is_not_made() -> None:
    assert render("[https://a.al](https://b.al)").count("<a ") == 1


def test_brackets_that_belong_to_an_address_stay() -> None:
    assert 'href="https://example.org/A_(b)"' in render("https://example.org/A_(b)")
