"""What drafting adds to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.foundation.datasets.pages import PageSort
from kuvend.participation.drafting.confirmations import CONFIRMATIONS
from kuvend.participation.drafting.demonstration import CHAPTER
from kuvend.participation.drafting.kind import DRAFTING, SECTIONS, SECTIONS_FOUND
from kuvend.participation.drafting.models import Section
from kuvend.participation.drafting.queries.share import section_share

CAPABILITY = Capability(
    kinds=[DRAFTING],
    outcomes=[SECTIONS],
    findable=[SECTIONS_FOUND],
    confirmations=CONFIRMATIONS,
    page_sorts=[PageSort("sections", "section", Section.objects.all, "outcome__public_id", share=section_share)],
    urls="kuvend.participation.drafting.urls",
    chapter=CHAPTER,
)
