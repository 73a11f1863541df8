"""Which tokens meet on a page, and how far apart they are: text on its ground, marks on theirs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.stylesheet import SCHEMES, colours, contrast

GROUNDS = ("paper", "surface", "sunken")
TEXT = [
    *(("ink", ground) for ground in (*GROUNDS, "wait-tint", "ok-tint", "stop-tint")),
    *(("ink-soft", ground) for ground in GROUNDS),
    *(("link", ground) for ground in GROUNDS),
    ("paper", "ink"),
    ("focus-ink", "focus"),
    ("ok", "ok-tint"),
    ("wait", "wait-tint"),
    ("stop", "stop-tint"),
    ("stop", "paper"),
    ("stop", "surface"),
]
MARKS = [
    *(
        (mark, ground)
        for mark in ("thread", "line-strong", "ink", "ink-soft", "link", "ok", "wait", "stop")
        for ground in GROUNDS[:2]
    ),
    ("focus or focus-ink", "paper"),
    ("focus or focus-ink", "surface"),
    ("focus or focus-ink", "sunken"),
]
LEAST_TEXT, LEAST_MARK = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11, level AA


def ratio(pair: tuple[str, str], scheme: str) -> float:
    """The contrast of a pair in a scheme; of two colours drawn side by side, that of the better one."""
    known = colours(scheme)
    return max(contrast(known[name], known[pair[1]]) for name in pair[0].split(" or "))


def too_low() -> Iterator[str]:
    """Every pair below what it needs, with its figure."""
    for pairs, least in ((TEXT, LEAST_TEXT), (MARKS, LEAST_MARK)):
        for pair in pairs:
            for scheme in SCHEMES:
                if (found := ratio(pair, scheme)) < least:
                    yield f"{pair[0]} on {pair[1]}, {scheme}: {found:.2f} < {least}"


def table() -> str:
    """The figures as a table of the documentation."""
    lines = ["| | on | " + " | ".join(SCHEMES) + " |", "|---|---|" + "---|" * len(SCHEMES)]
    for kind, pairs in (("text", TEXT), ("mark", MARKS)):
        for pair in pairs:
            figures = " | ".join(f"{ratio(pair, scheme):.1f}" for scheme in SCHEMES)
            lines.append(f"| {kind} `{pair[0]}` | `{pair[1]}` | {figures} |")
    return "\n".join(lines)
