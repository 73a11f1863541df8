"""One bar of filters for every list and table: a plain form whose address can be shared, the same on every page.

A room declares it once (`FilterBar`: choices, words, days, orders), a view reads an address with it (`read`) and gives
what came of it (`Narrowing`) to its query (`condition`) and to its page (`parts/filter_bar.html`). What an address
asks and the bar does not know narrows nothing, and the page says so. How: docs/how-to/filter-a-list.md.
"""

from kuvend.foundation.core.filter_bar.bar import FilterBar
from kuvend.foundation.core.filter_bar.filters import Choice, Day, Filter, Words, span, with_words
from kuvend.foundation.core.filter_bar.keys import Counted, KeysOfPage, keys_of_page
from kuvend.foundation.core.filter_bar.narrowing import Narrowing

__all__ = [
    "Choice",
    "Counted",
    "Day",
    "Filter",
    "FilterBar",
    "KeysOfPage",
    "Narrowing",
    "Words",
    "keys_of_page",
    "span",
    "with_words",
]
