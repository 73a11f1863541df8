"""One paper with everything that a paper may have, and words that would like to be markup."""

from __future__ import annotations

from kuvend.engines.formats.papers.tree import (
    Facts,
    Heading,
    Items,
    PaperDocument,
    Paragraph,
    Quote,
    Run,
    Table,
    paragraph,
    words,
)

TONGUES = {
    "sq": "Çështja e ujësjellësit në Këlcyrë",
    "el": "Η πρόσβαση στη δικαιοσύνη",
    "mk": "Ѓорче, ќе дојдеш ли утре",
    "ar": "السلام عليكم جميعا",
    "he": "שלום לכולם",
}
TYPST = (
    '#panic("no") $x^2$ @ref <label> \\ = heading #import "@preview/x:1.0.0": * ] [ *no* _no_ `no` // /* #sys.inputs'
)
XML = "</w:t><w:p/> & < > ]]> <script>alert(1)</script>"
LONG = "x" * 300


def sample(**changes: object) -> PaperDocument:
    """A paper of each sort of block; `changes` replace its parts."""
    parts: dict[str, object] = {
        "title": f"Plani 2026–2028 {TYPST[:30]}",
        "language": "sq",
        "author": "Ministria e Drejtësisë",
        "above": "Plan veprimi",
        "lead": (
            words("Gjendja më 30 nëntor"),
            words("https://kuvend.example/sq/", address="https://kuvend.example/sq/"),
        ),
        "address": "kuvend.example/k/abc",
        "contents": "Përmbajtja",
        "page": "Faqja {page} nga {pages}",
        "blocks": (
            Heading(1, words("Qëllimi I")),
            paragraph(TYPST),
            paragraph(XML),
            Heading(4, words("Një nivel i kapërcyer")),
            Paragraph(
                (Run("rreshti një\nrreshti dy", strong=True), Run(" kod", code=True), Run(" theks", emphasis=True))
            ),
            Items(((paragraph("i treti"), Items(((paragraph("brenda"),),))), (paragraph("i katërti"),)), True),
            Quote(tuple(paragraph(text, language=code) for code, text in TONGUES.items())),
            Table((words("Piketa"), words("Data")), ((words("6.1"), words("3 maj")), (words(LONG), ()))),
            Facts(((words("Kosto"), words("18 000 000 lekë")),)),
            paragraph("shënim i vogël", soft=True),
        ),
    }
    return PaperDocument(**{**parts, **changes})  # type: ignore[arg-type]
