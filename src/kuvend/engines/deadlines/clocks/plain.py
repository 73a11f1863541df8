"""A plain term as a regime of its own: what a house promises where no law says until when."""

from __future__ import annotations

from functools import lru_cache

from kuvend.engines.deadlines.clocks.parts import read_term
from kuvend.engines.deadlines.clocks.problems import InvalidRegime
from kuvend.engines.deadlines.clocks.regimes import Deed, FirstDay, Regime, Rule, Source, Transfer

DEED = "deed"  # the one deed of such a regime


@lru_cache(maxsize=64)
def plain_regime(term: str, *, calendar: str) -> Regime:
    """Return a regime with one deed, `DEED`, that is owed within a term from the day after its start.

    It knows no extension and no pause; another body that takes over owes the deed by the same day.

    Args:
        term: as in a regime's file: `10 working days`, `30 days`, `1 month`.
        calendar: whose working days (see `calendar_of`).

    Raises:
        InvalidRegime: when the term cannot be read.
    """
    length = read_term(term)
    if length is None:
        raise InvalidRegime(f"a term such as 10 working days, 30 days, 1 month is expected, not {term!r}")
    source = Source(law={"en": "a promise of this site", "sq": "premtim i këtij siti"}, article="", link="")
    rule = Rule(
        term=length,
        first_day=FirstDay.DAY_AFTER,
        in_force_from=None,
        in_force_to=None,
        rolls=False,
        extension=None,
        pause=None,
        transfer=Transfer(restarts=False, whole=None, within=None, source=source),
        silence=None,
        source=source,
        unconfirmed={},
    )
    name, start = {"en": "deed", "sq": "veprimi"}, {"en": "the clock starts", "sq": "fillon afati"}
    deed = Deed(key=DEED, name=name, moment=start, rules=(rule,))
    return Regime(key="plain", name=name, calendar=calendar, version=term.replace(" ", "-"), deeds={DEED: deed})
