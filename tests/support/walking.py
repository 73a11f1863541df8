"""Walking every page in a real browser: who may see it, and what is looked at there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import URLPattern, reverse

from kuvend.foundation.contributions.lineage import merge_contributions
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.succession import record_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, pass_on, publish_response
from tests.support.house import both, quoted, signed_in
from tests.support.routes import all_patterns
from tests.support.whole_house import REASON, WholeHouse

WIDTHS = (320, 768, 1280)
LEAST_IN_FORMS = 44  # px: what is pressed in forms, menus and votes
HEAD_OF_A_PHONE = 64  # px
LIBRARY_PAGES = [
    "account_request_login_code",
    "account_login",
    "account_logout",
    "account_reset_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_email",
    "account_set_password",
]
NO_PAGE = {
    "record_checkpoint", "record_tile", "record_entry", "record_opening", "record_proof", "record_key",
    "record_verifier", "my_openings",
    "evidence_file", "desk_answer_new", "desk_answer_to_all", "desk_pass_chosen_on", "desk_read",
    "card", "contributions_file", "site_card", "embed", "desk_merge", "document_file",
    "report", "short_address",  # lead on
    "my_data", "paper_pdf", "paper_docx", "passkey_challenge", "instance_logo", "instance_face", "healthz", "readyz",
}  # fmt: skip

# Words that are cut: more of them than their box shows, and no way to scroll to the rest.
CUT = """() => [...document.querySelectorAll("body *")].filter(it => {
    const style = getComputedStyle(it);
    if (style.clipPath !== "none" || it.closest("svg, select, textarea, input, .hidden, .skip, thead")) return false;
    const x = ["hidden", "clip"].includes(style.overflowX) && it.scrollWidth > it.clientWidth + 1;
    const y = ["hidden", "clip"].includes(style.overflowY) && it.scrollHeight > it.clientHeight + 1;
    return (x || y) && it.innerText;
}).map(it => it.outerHTML.slice(0, 100))"""
LOW = """least => [...document.querySelectorAll(
    ".button, .field input:not([type=hidden]), .field select, .field textarea, .choice, .filter input," +
    "#menu a, .to-menu, .masthead nav a"
)].filter(it => it.checkVisibility()).map(it => {
    const box = it.matches(".choice *") ? it.closest(".choice") : it;
    return [Math.round(box.getBoundingClientRect().height), it.outerHTML.slice(0, 100)];
}).filter(([height]) => height < least)"""
# WCAG 2.2, 1.4.12: what a reader may set, without loss.
SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
    " p { margin-block-end: 2em !important }"); document.adoptedStyleSheets = [sheet]; }"""
UNSPACED = "() => { document.adoptedStyleSheets = []; }"
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size; }"
WIDTH = "document.documentElement.scrollWidth"


class WalkedHouse(WholeHouse):
    """A whole house in which something went to another institution just now, and a change of its text is proposed."""

    def __init__(self) -> None:
        super().__init__()
        house, at = self.house, now()
        self.passed = house.idea(title="Signs at every counter")
        said = house.idea(title="Pay at the counter", at=house.at - timedelta(days=1))
        text = self.proposed = Outcome.objects.create(
            process=house.process, kind="commitment", key="other", number="9", title=both("Counters"),
            scope=house.scope, institution=house.other,
        )  # fmt: skip
        publish_text(actor=HOUSE, outcome=text, title=both("Counters"), body=both("Open at ten."), at=house.at)
        record.advance(at=house.at)
        pass_on(actor=HOUSE, contribution=self.passed, to=house.other, reason=REASON, at=at)
        self.proposal = draft_response(
            actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[said.pk]
        )
        place = LandingPlace(text, quoted("Open at ten."), due_date=(at + timedelta(days=9)).date())
        keep_draft(
            actor=HOUSE, response=self.proposal, verdict="accepted", reason=REASON, nowhere=Localized(),
            landings=[place],
        )  # fmt: skip
        publish_response(actor=HOUSE, response=self.proposal, at=house.at)
        self.merged, self.whole = house.idea(title="A ticket for the queue"), house.idea(title="Numbers for who waits")
        merge_contributions(actor=HOUSE, contributions=[self.merged], into=self.whole, reason=REASON, at=at)
        self.aside = Outcome.objects.create(
            process=house.process, kind="commitment", key="aside", number="8", title=both("Queues"), scope=house.scope
        )
        publish_text(actor=HOUSE, outcome=self.aside, title=both("Queues"), body=both("Wait less."), at=house.at)
        record_succession(actor=HOUSE, outcome=self.aside, kind=SuccessionKind.LEFT_ASIDE, reason=REASON, at=house.at)
        record.advance(at=at)

    def subjects(self) -> dict[str, Any]:
        """What the id of an address names, by the address's name."""
        moved = {"desk_take_back": self.passed, "desk_hand_back": self.passed, "desk_decide_landing": self.proposal}
        moved |= {"desk_lead_back": self.merged, "desk_split": self.whole, "desk_text_undo": self.aside}
        return super().subjects() | moved

    def arguments(self, pattern: URLPattern) -> dict[str, Any]:
        """Arguments for a pattern's converters, so that its address names something that exists."""
        values = super().arguments(pattern)
        return values | {name: self.proposed.public_id for name in values if name == "outcome_id"}


def own_pages(whole: WholeHouse) -> list[tuple[str, str]]:
    """Name and address of every page of ours that shows HTML."""
    found = []
    for pattern in all_patterns():
        name = pattern.name or ""
        if not name or name in NO_PAGE or name.startswith(("account_", "mfa_", "social", "data_")):
            continue
        if pattern.callback.access != "loopback":
            found.append((name, reverse(name, kwargs=whole.arguments(pattern))))
    return sorted(found)


def every_page(whole: WholeHouse) -> list[tuple[str, str]]:
    """Our own pages and those that the library of accounts shows."""
    return own_pages(whole) + [(name, reverse(name)) for name in LIBRARY_PAGES]


class Visitors:
    """Browser pages of people who, together, may see everything."""

    def __init__(self, whole: WholeHouse, open_page: Any, url: str, **options: Any) -> None:
        house = whole.house
        officials = [house.official(role, scope=house.site) for role in Role.values]
        self.clients = [Client(), *map(signed_in, [whole.author, whole.other_author, *officials])]
        ministry = house.official(Role.INSTITUTION_OFFICER, scope=house.site, institution=house.other)
        self.clients.append(signed_in(ministry))
        self.clients.append(signed_in(house.official(Role.MODERATOR, scope=house.site), vouched=False))
        self.clients.append(signed_in(house.person(), second_factor=False))
        self.pages = []
        for client in self.clients:
            page = open_page(js=True, **options)
            if "session" in client.cookies:
                cookie = {"name": "session", "value": client.cookies["session"].value, "url": url}
                page.context.add_cookies([cookie])
            self.pages.append(page)

    def open(self, address: str) -> Any:
        """A browser page on which `address` is open, of the first visitor who may see it (found without it)."""
        for client, page in zip(self.clients, self.pages, strict=True):
            if client.get(address).status_code == 200:
                response = page.goto(address)
                assert response is not None
                assert response.status == 200
                return page
        raise AssertionError(f"nobody may see {address}")


def look_at_widths(page: Any) -> dict[str, Any]:
    """What does not fit at each width, what is too low to press, how high the head of a phone's page is."""
    found: dict[str, Any] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        if (wide := page.evaluate(WIDTH)) > width:
            found[f"reflow at {width}"] = wide
        if low := page.evaluate(LOW, LEAST_IN_FORMS):
            found[f"low at {width}"] = low
    page.set_viewport_size({"width": 320, "height": 640})
    if (height := page.locator(".masthead").bounding_box()["height"]) > HEAD_OF_A_PHONE:
        found["head"] = height
    return found


def look_at_text(page: Any) -> dict[str, Any]:
    """What is cut, or runs over, with the widest spacing of WCAG 1.4.12 and with text of double size (1.4.4)."""
    found: dict[str, Any] = {}
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(SPACED)
    assert page.evaluate("getComputedStyle(document.body).letterSpacing") != "normal"
    found["spaced"] = page.evaluate(CUT) or max(0, page.evaluate(WIDTH) - 320)
    page.evaluate(UNSPACED)
    page.set_viewport_size({"width": 1280, "height": 640})
    page.evaluate(TEXT_SIZE, "200%")
    found["doubled"] = page.evaluate(CUT) or max(0, page.evaluate(WIDTH) - 1280)
    page.evaluate(TEXT_SIZE, "")
    return {name: what for name, what in found.items() if what}


def look_at_print(page: Any) -> dict[str, Any]:
    """How far a page runs over a sheet of A4 (210 mm less two margins of 20 mm, at 96 dots an inch)."""
    sheet = 642
    page.set_viewport_size({"width": sheet, "height": 900})
    page.emulate_media(media="print")
    wide = page.evaluate(WIDTH)
    page.emulate_media(media="screen")
    return {"print": wide} if wide > sheet + 1 else {}  # words for screen readers are one dot wide, at the very edge


def look_from_the_right(page: Any) -> dict[str, Any]:
    """What runs over when the page is written from the right."""
    found: dict[str, Any] = {}
    page.evaluate("document.documentElement.dir = 'rtl'")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        if (wide := page.evaluate(WIDTH)) > width:
            found[f"from the right at {width}"] = wide
    page.evaluate("document.documentElement.dir = 'ltr'")
    return found
