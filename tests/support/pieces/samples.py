"""One sample for each piece, named as in docs/reference/design.md. What has a template is drawn from it.

The few that are written out here stand on pages that are one template as a whole; that each of their elements
has the classes it has there is held by tests/architecture/test_design.py.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory

from kuvend.foundation.contributions.drawing import CommentPen
from kuvend.foundation.core.charts import Part, bars, course, stacked
from kuvend.foundation.core.filter_bar import Choice, Counted, FilterBar, Words, span
from kuvend.foundation.core.tiles import Square, tile_map
from tests.support.pieces.form import wrong_form

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
DUE = date(2026, 12, 9)
WORDS = "The office closes at three. Who works cannot go there."
AGENCY = "Agency for Information Society"


def _draw(template: str, **context: Any) -> str:
    return render_to_string(template, context)


def frame() -> str:
    request = RequestFactory().get("/en/")
    html = render_to_string("base.html", {}, request)
    return html[html.index('<a class="skip"') : html.index("</body>")]


def heading() -> str:
    return (
        '<p class="eyebrow"><a href="/en/plan/">Action plan 2027–2029</a></p>\n'
        "<h1>Where one is</h1>\n"
        '<p class="lead">What this page is, in a sentence or two.</p>'
    )


def button() -> str:
    return (
        '<div class="actions"><a class="button" href="/en/">Take part</a>\n'
        '<button class="button quiet" type="button">Preview</button>\n'
        '<button class="plain" type="submit">Send a new code</button>\n'
        '<a href="/en/">Back without a change</a></div>'
    )


def tag() -> str:
    return (
        '<p><span class="tag">until 13 December</span> <span class="tag ok">accepted</span>\n'
        '<span class="tag wait">due in 2 days</span> <span class="tag stop">5 working days overdue</span></p>'
    )


def rows() -> str:
    one = Row(url="/", title="Ideas for the new plan", tint="", until="until 13 December", kind="Ideas", place="DDGG")
    two = Row(url="/", title="Draft on the budget", tint="ok", until="open", kind="Comments on a draft", place="MFE")
    one.counts, two.counts = "35 contributions", "75 comments"
    drawn = "\n".join(_draw("portal/activity_row.html", row=row) for row in (one, two))
    return f'<ul class="rows" role="list">\n{drawn}\n</ul>'


def figures() -> str:
    shown = [
        Row(meaning="contributions", url="/", count=793, late=False),
        Row(meaning="answered", url="/", count=232, late=False),
        Row(meaning="overdue", url="/", count=15, late=True),
    ]
    return _draw("portal/parts/figures.html", figures=shown)


def stages() -> str:
    shown = [
        Row(url="/", title="Ideas", days="19 August – 18 October", state="completed", mark="done"),
        Row(url="/", title="Drafts", days="19 October – 19 December", state="under way", mark="now"),
        Row(url="/", title="Approval", days="20 December – 17 February", state="not open yet", mark=""),
    ]
    return _draw("plans/parts/stages.html", stages=shown)


def _steps() -> list[Row]:
    nothing = dict.fromkeys(("tag", "tint", "on", "duration", "link", "url", "quote", "quoted", "note", "proof"), "")
    proof = Row(index=17)
    return [
        Row(**nothing | {"title": "Received", "on": AT, "note": "Receipt given.", "proof": proof}, ahead=False),
        Row(
            **nothing
            | {
                "title": "Answered",
                "on": AT,
                "tag": "accepted in part",
                "tint": "ok",
                "duration": "after 5 working days",
            }
            | {"quote": "Two days a week from March.", "quoted": AGENCY, "proof": proof},
            ahead=False,
        ),
        Row(**nothing | {"title": "Independent review", "on": DUE}, ahead=True),
    ]


def thread() -> str:
    shown = _steps()
    return _draw("trail/parts/thread.html", page=Row(steps=shown, standing=shown[1]))


def standing() -> str:
    shown = _steps()
    page = Row(standing=shown[0], next_step=shown[2], open=True)
    return _draw("trail/parts/standing.html", page=page, contribution=Row(public_id="a000000001", support_count=12))


def words() -> str:
    return (
        f'<div class="words" lang="en"><p>{WORDS}</p></div>\n'
        '<p class="soft small">By <strong>Linden 645</strong> · 25 November 2026</p>'
    )


def _comment(pen: CommentPen, public_id: str, said: str, author: str, **more: str) -> Row:
    values = {"state": "published", "organisation": "", "language": "en"} | more
    drawn = pen.draw(body_html=f"<p>{said}</p>", author=author, url="/", iso="2026-11-25", day="25 November", **values)
    return Row(public_id=public_id, html=drawn)


def comments() -> str:
    pen = CommentPen()
    first = _comment(pen, "a", WORDS, "Linden 645")
    reply = _comment(pen, "b", "Edhe tek ne.", "Kep 893", language="sq", organisation="Shoqata e lagjes")
    hidden = _comment(pen, "c", "", "Swift 12", state="hidden")
    branches = [
        pen.branch(first, [reply], url="/", all_replies=4),
        pen.branch(hidden, [], url="/", all_replies=0),
    ]
    page = Row(rows=[Row(html=branch) for branch in branches], next_key="")
    return _draw("contributions/thread.html", comments=page)


def facts() -> str:
    known = Row(answer_due_date=DUE, public_id="c2rn88b9x2")
    page = Row(received_index=1698, answers_owed=[Row(note=AGENCY, on=DUE)])
    pairs = _draw("trail/parts/facts.html", contribution=known, page=page)
    return (
        '<div class="with-aside">\n<div class="flow"><p>What the page is about.</p></div>\n'
        f'<aside class="aside flow" aria-label="Facts">\n{pairs}</aside>\n</div>'
    )


def document() -> str:
    body = "Offices open from eight to six on two days of the week.\n\nThe days are published in January."
    sections = [
        Row(public_id="a000000001", number="1", title="Hours", body=body, url="/", comment_count=4, landing_count=2),
        Row(public_id="b000000002", number="2", title="Places", body=body, url="/", comment_count=0, landing_count=0),
    ]
    html = _draw("drafting/activity.html", kind=Row(sections=sections))
    contents, rest = html.split("</nav>", 1)
    return (
        f'<div class="document">\n{contents}</nav>\n<article class="flow">{rest}</article>\n</div>\n'
        '<form class="filter no-print"><button class="button quiet" type="submit">For the screen</button></form>\n'
        '<p class="printed">Printed from /en/, 25 November 2026</p>'
    )


def difference() -> str:
    return (
        '<p class="legal">Offices open <del>until four</del> <ins>from eight to six</ins> on two days.</p>\n'
        "<p>… the <mark>budget</mark> of the municipality …</p>\n" + _draw("responses/parts/legend.html")
    )


def field() -> str:
    form = wrong_form()
    parts = [
        _draw("forms/error_summary.html", form=form),
        *(_draw("forms/field.html", field=form[name]) for name in ("title", "body", "category")),
        _draw("forms/choices.html", field=form["status"]),
    ]
    return "".join(parts)


def code() -> str:
    return (
        '<div class="field code">\n<label for="code-sample">Code</label>\n'
        '<p class="soft" id="code-sample-h">Eight digits.</p>\n'
        '<input type="text" id="code-sample" inputmode="numeric" autocomplete="one-time-code" value="48291357"'
        ' aria-describedby="code-sample-h">\n</div>'
    )


def filter() -> str:
    params = {"q": "harbour", "show": "answered", "language": "en"}
    bar = FilterBar(
        filters=(
            Words(),
            Choice(name="show", label="State", choices=lambda about: [("answered", "Answered")]),
            Choice(name="language", label="Language", choices=lambda about: [("sq", "Shqip"), ("en", "English")]),
            *span("day"),
        ),
        orders=(("latest", "Latest first"), ("oldest", "Oldest first")),
    )
    return _draw("parts/filter_bar.html", bar=bar.read(params), count=Counted(20))


def preview() -> str:
    return (
        '<div class="preview flow">\n<p class="soft small">Nothing is published yet.</p>\n'
        '<p class="lines">As it will stand.\nLine for line.</p>\n</div>'
    )


def table() -> str:
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Institutions">\n<table>\n'
        "<caption>Answers owed and given.</caption>\n"
        '<thead><tr><th scope="col">Institution</th><th scope="col" class="num">Answered</th>'
        '<th scope="col" class="num">Overdue</th></tr></thead>\n'
        f'<tbody><tr><th scope="row"><a href="/en/">{AGENCY}</a></th><td class="num">26 of 34</td>'
        '<td class="num">2</td></tr></tbody>\n</table>\n</div>'
    )


def stack() -> str:
    due = Row(on_date=DUE, tint="wait", words="in 2 days")
    waiting = Row(
        public_id="a000000001", title="Longer hours", words=WORDS, language="en", drafted=False, author="Linden 645"
    )
    waiting.about, waiting.activity, waiting.due, waiting.scope = "", "Ideas for the new plan", due, ""
    page = Row(rows=[waiting], next_key="")
    html = _draw("desk/parts/waiting_table.html", page=page, found=1, query="")
    return html[html.index('<div class="scroll"') : html.index("</table></div>")] + "</table></div>"


def chart() -> str:
    parts = [
        Part(label="accepted", count=82, tone="ok", url="/"),
        Part(label="accepted in part", count=110, tone="ok-part", url="/"),
        Part(label="passed on", count=12, tone="wait", url="/"),
        Part(label="not accepted", count=14, tone="stop", url="/"),
        Part(label="already done", count=9, url="/"),
    ]
    line = course(target=10, baseline=2, latest=6)
    return "\n".join(
        [
            '<div class="pair">',
            _draw("charts/stack.html", chart=stacked(parts), caption="What was answered"),
            _draw("charts/bars.html", chart=bars(parts), caption="The same, as lengths to compare"),
            "</div>",
            _draw("charts/course.html", course=line),
        ]
    )


def tiles() -> str:
    places = [("Veri", 0, 0, 3), ("Mal", 1, 0, 0), ("Fushë", 0, 1, 12), ("Det", 1, 1, 7)]
    squares = [
        Square(column=column, row=row, label=name[:3], name=name, url="/", count=count)
        for name, column, row, count in places
    ]
    return _draw("charts/tiles.html", map=tile_map(squares), caption="Contributions by municipality")


def notice() -> str:
    return '<p class="notice" role="status">It is published. <a href="/en/">See its public page</a></p>'


def panel() -> str:
    return (
        '<section class="panel flow">\n<h2>Report of 30 June 2026</h2>\n'
        '<p><span class="tag wait">limited</span></p>\n<p class="lines">Two of five days.</p>\n</section>'
    )


def letter() -> str:
    html = _draw(
        "notifications/mailbox.html",
        letters=[Row(subject="Your code", received_at=AT, to="person@demo.example", body="482913")],
    )
    return html[html.index('<ul class="rows"') : html.index("</ul>", html.index('<ul class="rows"'))] + "</ul>"


def fold() -> str:
    return '<details><summary>Earlier versions</summary><p class="legal">Offices open until four.</p></details>'


def more() -> str:
    return (
        '<nav class="more" aria-label="Which contributions"><a href="/en/" aria-current="page">All</a>'
        '<a href="/en/">Answered</a></nav>\n'
        '<ul class="ways">\n<li><a href="/en/">See what is open</a></li>\n<li><a href="/en/">Sign out</a></li>\n</ul>\n'
        '<ol class="steps">\n<li>You read a statement.</li>\n<li>You answer it.</li>\n</ol>'
    )


def statement() -> str:
    return (
        '<p class="soft small" id="of-all">3 of 20'
        ' <progress value="3" max="20" aria-labelledby="of-all"></progress></p>\n'
        '<p class="statement">Offices should open on Saturdays.</p>\n<div class="votes">'
        '<button class="button quiet" type="button">Agree <kbd>1</kbd></button>'
        '<button class="button quiet" type="button">Disagree <kbd>2</kbd></button>'
        '<button class="button quiet" type="button">Pass <kbd>3</kbd></button></div>\n'
        '<div class="bar small"><span class="soft">62% agree</span>'
        '<svg aria-hidden="true" focusable="false"><rect width="62%" height="100%" fill="var(--ok)"/></svg></div>'
    )


def small() -> str:
    square = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'%3E%3C/svg%3E"
    return (
        '<p class="soft small">An entry holds no name. <span class="hidden">Heard, not seen.</span></p>\n'
        '<p class="mono">python3 kuvend_verify.py proof 17.tlog-proof</p>\n'
        "<pre>origin\n1769\nvfy3…</pre>\n"
        '<p><span lang="sq">Orare më të gjata</span> <small class="only">(only in Albanian)</small></p>\n'
        f'<img class="qr" src="{square}" alt="The code as a picture" width="224" height="224">\n<hr>'
    )
