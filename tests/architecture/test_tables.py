"""Every row of a table is named by a header of its own, which readers of a cell hear (WCAG 1.3.1)."""

from __future__ import annotations

import re
from pathlib import Path

import kuvend

TEMPLATES = sorted(Path(kuvend.__file__).parent.rglob("templates/**/*.html"))
BODY = re.compile(r"<tbody.*?</tbody>", re.DOTALL)


def test_rows_have_headers() -> None:
    bodies = [(path.name, body) for path in TEMPLATES for body in BODY.findall(path.read_text())]
    assert len(bodies) > 15
    assert not [name for name, body in bodies if "<td" in body and 'scope="row"' not in body]


def test_headings_of_earlier_versions_follow_the_heading_of_the_page() -> None:
    (section,) = [path.read_text() for path in TEMPLATES if path.name == "section.html"]
    assert re.findall(r"<h(\d)", section)[:2] == ["1", "2"]
