"""What a page says when it opens after a deed: a word in its address (`?done=…`), a sentence for each, no session.

Rooms hand the sentences up, each with the deeds that it leads away from.

The page is the same for everyone who opens the address. base.html draws the sentence and puts it into the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.functional import Promise

from kuvend.foundation.core.handed import one_mapping

_sentences: dict[str, str | Promise] = {}


def set_confirmations(handed: Iterable[Mapping[str, str | Promise]]) -> None:
    """Keep the sentence of each deed (called once by the wiring). Raises ValueError for a deed that two rooms name."""
    sentences = one_mapping(handed)
    _sentences.clear()
    _sentences.update(sentences)


def confirmations() -> Mapping[str, str | Promise]:
    """Return the sentence of each deed, by the word that stands for it in an address."""
    return _sentences


def done_at(address: str, deed: str, *, part: str = "") -> HttpResponseRedirect:
    """Lead to the page that says what was done; to a `part` of it only where that was asked for.

    A fragment takes the focus from the sentence. Raises KeyError for a deed of which nobody hands up a sentence.
    """
    if deed not in _sentences:
        raise KeyError(deed)
    return HttpResponseRedirect(f"{address}{'&' if '?' in address else '?'}done={deed}{part and f'#{part}'}")


def done_word(request: HttpRequest) -> str:
    """Return the deed that an address tells of; "" when it tells of none, or a form was sent to it.

    A form is sent to the address of its page. What then is drawn says what lacks, or was refused: nothing was done.
    """
    if request.method not in {"GET", "HEAD"} or getattr(request, "kept_form", False):
        return ""
    return request.GET.get("done", "")


def done_in(request: HttpRequest) -> str:
    """Return the sentence that an address asks for, "" when it asks for none."""
    return str(_sentences.get(done_word(request), ""))
