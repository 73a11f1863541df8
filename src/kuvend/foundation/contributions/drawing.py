"""Comments drawn as HTML in one step each: a thread of sixty costs a third of what template variables cost.

The only place besides templates that writes HTML; everything but the rendered words is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.markdown import plain

CONTINUES = "continues"  # in others: drawn without its words, which its own page has
SAID = '<div class="said" lang="{language}">{words}</div>'
QUOTE = '<blockquote class="notice soft" lang="{language}">{words}</blockquote>'
ABSENT = '<p class="soft">{absence}</p>'
BYLINE = '<p class="soft small">{author}<a href="{url}"><time datetime="{iso}">{day}</time></a>{reply}{report}</p>'
FIRST = '<li id="c-{id}">{comment}{replies}{more}</li>'
REPLIES = '<ol class="replies" role="list">{}</ol>'
AUTHOR = "<strong>{author}</strong>{organisation} · "
MORE = '<p class="small"><a href="{url}#comments">{more}</a></p>'
REPORT = ' · <a href="{url}report/" rel="nofollow">{report}<span class="hidden"> ({author})</span></a>'
REPLY = ' · <a href="{url}comment/">{reply}<span class="hidden"> ({author})</span></a>'


class Drawn(Protocol):
    """A comment that is drawn already."""

    @property
    def public_id(self) -> str: ...
    @property
    def html(self) -> SafeString: ...


class CommentPen:
    """Draws the comments of one page; its words are looked up once, not once a comment."""

    def __init__(self, *, takes_replies: bool = True) -> None:
        self.takes_replies = takes_replies
        self.reply, self.report = escape(_("Reply")), escape(_("Report"))
        self.by_own_account = escape(_("by own account"))
        self.absences = {
            State.HIDDEN.value: escape(_("Hidden by a moderator.")),
            State.WITHDRAWN.value: escape(_("Withdrawn by its author.")),
            State.PENDING.value: escape(_("Waits to be read by a moderator.")),
            CONTINUES: escape(_("It continues in another comment, which says the same, or in its parts.")),
        }

    def draw(
        self,
        *,
        state: str,
        body_html: str,
        language: str,
        author: str,
        organisation: str,
        url: str,
        iso: str,
        day: str,
        quote: str = "",
        quote_language: str = "",
    ) -> SafeString:
        """Return a comment's words (only while they are public), below what they quote, and its byline."""
        name = escape(author)
        is_public = state == State.PUBLISHED
        quoted = QUOTE.format(language=escape(quote_language), words=escape(plain(quote))) if quote else ""
        words = (
            quoted + SAID.format(language=escape(language), words=body_html)
            if is_public
            else ABSENT.format(absence=self.absences.get(state, ""))
        )
        account = f", {escape(organisation)} ({self.by_own_account})" if organisation else ""
        byline = BYLINE.format(
            author=AUTHOR.format(author=name, organisation=account) if author else "",
            url=url,
            iso=iso,
            day=escape(day),
            reply=REPLY.format(url=url, reply=self.reply, author=name) if is_public and self.takes_replies else "",
            report=REPORT.format(url=url, report=self.report, author=name) if is_public else "",
        )
        return mark_safe(words + byline)  # noqa: S308 - body_html was cleaned on save, the rest is escaped above

    def branch(self, first: Drawn, replies: Sequence[Drawn], *, url: str, all_replies: int) -> SafeString:
        """Return a first comment with its replies, and a link to all of them where some are not drawn."""
        replies_html = "".join(
            FIRST.format(id=reply.public_id, comment=reply.html, replies="", more="") for reply in replies
        )
        more = ngettext("Its reply", "All its %(n)d replies", all_replies) % {"n": all_replies}
        return mark_safe(  # noqa: S308 - put together from what was drawn and escaped above
            FIRST.format(
                id=first.public_id,
                comment=first.html,
                replies=REPLIES.format(replies_html) if replies_html else "",
                more=MORE.format(url=url, more=escape(more)) if all_replies > len(replies) else "",
            )
        )
