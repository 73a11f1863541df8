"""The pages of places, for search engines."""

from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.places.models import Place

OF_PLACES = PageSort("places", "place", lambda: Place.objects.filter(offered=True), public_id="code")
