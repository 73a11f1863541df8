"""Text at twice its size stays within the page: long words of the stages break."""

from __future__ import annotations

from typing import Any

from tests.support.stylesheet import STYLESHEET

STAGES = (
    '<ol class="stages"><li class="done">Institucionalizimi</li><li class="now">Jashtëzakonisht-mirëmbajtja</li></ol>'
)


def test_long_words_of_the_stages_break(browser: Any) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 600})
    try:
        page.set_content(f"<style>{STYLESHEET.read_text()} html {{ font-size: 400% }}</style><main>{STAGES * 2}</main>")
        assert page.evaluate("document.documentElement.scrollWidth") == 640
    finally:
        page.close()
