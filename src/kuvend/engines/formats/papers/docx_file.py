"""A paper as DOCX, by python-docx: styles, lists, tables with heads, languages, contents, numbers of pages.

The same paper gives the same bytes.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from kuvend.engines.formats.papers.docx_words import (
    BULLETS,
    DEEPEST,
    INDENT,
    NUMBERS,
    Body,
    W,
    bookmark,
    heading_words,
    part,
    spaced,
)
from kuvend.engines.formats.papers.letters import clean, is_right_to_left, language_tag
from kuvend.engines.formats.papers.tree import PaperDocument, Run, contents_depth, words

FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name: a file tells no time of its making
MADE = datetime(1980, 1, 1)
SERIF, INK, SOFT, LINK = "Cambria", RGBColor(0x1D, 0x23, 0x27), RGBColor(0x4D, 0x56, 0x5E), RGBColor(0x1B, 0x4F, 0x8A)
SIZES = {"Heading1": 17, "Heading2": 13.5, "Heading3": 11.5, "Heading4": 10.5}


def write_docx(document: PaperDocument) -> bytes:
    """Return a paper as a file of Word, which LibreOffice and others read, too."""
    file = docx.Document()
    _set_styles(file, document.language)
    _set_properties(file, document)
    body = Body(document.language, _Links(file), _Lists(file))
    if document.above:
        body.paragraph(words(document.above), "Small")
    body.paragraph(words(_line(document.title)), "Title")
    for line in document.lead:
        body.paragraph(line, "Small")
    before = len(body.element)
    body.write(document.blocks)
    elements = list(body.element)
    place = file.element.body
    for element in elements[:before]:
        place.insert(len(place) - 1, element)
    if document.contents:
        _write_contents(file, body, document)
    for element in elements[before:]:
        place.insert(len(place) - 1, element)
    _write_edges(file, document)
    return _packed(file)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


class _Links:
    """Gives each address its relationship, once."""

    def __init__(self, file: Any) -> None:
        self._part, self._ids = file.part, dict[str, str]()

    def __call__(self, address: str) -> str:
        if address not in self._ids:
            name = f"link{len(self._ids) + 1}"
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, clean(address), name, is_external=True)
            self._ids[address] = name
        return self._ids[address]


class _Lists:
    """Defines how lists look, and gives each numbered one a count of its own."""

    def __init__(self, file: Any) -> None:
        self._numbering = file.part.numbering_part.element
        for element in list(self._numbering):
            self._numbering.remove(element)
        for sort, form, sign in ((BULLETS, "bullet", "•"), (NUMBERS, "decimal", "%{}.")):
            abstract = part(self._numbering, "abstractNum", abstractNumId=sort)
            part(abstract, "multiLevelType", val="hybridMultilevel")
            for level in range(DEEPEST + 1):
                element = part(abstract, "lvl", ilvl=level)
                part(element, "start", val=1)
                part(element, "numFmt", val=form)
                part(element, "lvlText", val=sign.format(level + 1))
                part(part(element, "pPr"), "ind", left=INDENT * (level + 1), hanging=INDENT)
        self._next = NUMBERS + 1
        part(part(self._numbering, "num", numId=BULLETS), "abstractNumId", val=BULLETS)

    def __call__(self) -> int:
        number, self._next = self._next, self._next + 1
        element = part(self._numbering, "num", numId=number)
        part(element, "abstractNumId", val=NUMBERS)
        part(part(element, "lvlOverride", ilvl=0), "startOverride", val=1)
        return number


def _set_styles(file: Any, language: str) -> None:
    styles = file.styles
    for name, size, colour in (("Small", 9, SOFT), ("Cell", 9.5, INK), ("QuotedWords", 10.5, INK)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.color.rgb = Pt(size), colour
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = LINK, True
    normal = styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(10.5), Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    styles["Cell"].paragraph_format.space_after = Pt(2)
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.style_id in (*SIZES, "Title", "Normal"):
            _set_face(style)
    default = styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    default.set(W + ("bidi" if is_right_to_left(language) else "val"), language_tag(language) or "en")


def _set_face(style: Any) -> None:
    """One face for all letters, instead of that of the theme; headings as they are in the PDF."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(W + name, SERIF)
    fonts.set(W + "cs", "Times New Roman")  # of letters that are written from the right
    style.font.color.rgb = INK
    if style.style_id in SIZES:
        style.font.size = Pt(SIZES[style.style_id])
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(5)
        style.paragraph_format.keep_with_next = True
    elif style.style_id == "Title":
        style.font.size, style.font.bold = Pt(23), True
        for border in style.element.findall(f"{W}pPr/{W}pBdr"):
            border.getparent().remove(border)


def _set_properties(file: Any, document: PaperDocument) -> None:
    properties = file.core_properties
    properties.title, properties.author = _line(document.title)[:255], _line(document.author)[:255]
    properties.language, properties.comments = language_tag(document.language), ""
    properties.last_modified_by = ""
    properties.subject = _line(document.above)[:255]
    properties.created = properties.modified = MADE
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin = section.bottom_margin = Mm(24)
    if is_right_to_left(document.language):
        grid = section._sectPr.find(W + "docGrid")
        grid.addprevious(etree.Element(W + "bidi"))


def _write_contents(file: Any, body: Body, document: PaperDocument) -> None:
    """Write the table of contents: links that stand as they are, in a field that Word fills anew when asked."""
    place = file.element.body
    contents = Body(document.language, lambda address: address, lambda: NUMBERS)
    contents.paragraph((Run(_line(document.contents), strong=True),), "BodyText")
    depth = contents_depth(document)
    listed = [(number, one) for number, one in enumerate(body.headings) if one.level <= depth]
    for place_in_list, (number, heading) in enumerate(listed):
        element = contents.paragraph((), "BodyText", heading.language)
        part(element.find(W + "pPr"), "ind", left=INDENT * (heading.level - 1))
        if not place_in_list:
            _field(element, "begin", f' TOC \\o "1-{depth}" \\h ')
        link = part(element, "hyperlink", anchor=bookmark(number))
        part(part(link, "r"), "t", heading_words(heading))
        if place_in_list == len(listed) - 1:
            part(part(element, "r"), "fldChar", fldCharType="end")
    for element in list(contents.element):
        place.insert(len(place) - 1, element)


def _field(paragraph: Any, kind: str, code: str) -> None:
    part(part(paragraph, "r"), "fldChar", fldCharType=kind)
    spaced(part(paragraph, "r"), "instrText", code)
    part(part(paragraph, "r"), "fldChar", fldCharType="separate")


def _write_edges(file: Any, document: PaperDocument) -> None:
    """Write the short address and the number of the page under each page."""
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.style = file.styles["Small"]
    before, _, rest = _line(document.page).partition("{page}")
    between, _, after = rest.partition("{pages}")
    tail = (before, " PAGE "), (between, " NUMPAGES "), (after, "")
    element = paragraph._p
    if document.address:
        spaced(part(element, "r"), "t", f"{_line(document.address)} · ")
    for text, code in tail:
        if text:
            spaced(part(element, "r"), "t", text)
        if code:
            _field(element, "begin", code)
            part(part(element, "r"), "t", "1")
            part(part(element, "r"), "fldChar", fldCharType="end")


def _packed(file: Any) -> bytes:
    """Return the file with its parts in one order and of one moment."""
    saved, packed = BytesIO(), BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            target.writestr(zipfile.ZipInfo(name, FIRST), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
