"""A paper as a tagged PDF (PDF/UA-1), by typst with a layout of our own. The same paper gives the same bytes."""

from __future__ import annotations

import json

import typst

from kuvend.engines.formats.papers.as_data import as_data
from kuvend.engines.formats.papers.letters import FONTS
from kuvend.engines.formats.papers.tree import PaperDocument

LAYOUT = FONTS.parent / "paper.typ"


def write_pdf(document: PaperDocument) -> bytes:
    """Return a paper as a PDF that a screen reader reads as it stands: tags, languages, title, headings, tables.

    typst itself checks what ISO 14289-1 asks for and a machine can tell. Nothing is read but the layout and its fonts.

    Raises:
        typst.TypstError: for a paper that cannot be written as PDF/UA; none of our trees is.
    """
    content = typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(as_data(document), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        package_path=str(FONTS),
        package_cache_path=str(FONTS),
    )
    return bytes(content)
