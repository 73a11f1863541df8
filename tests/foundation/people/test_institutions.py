"""Institutions as forms offer them."""

from __future__ import annotations

import pytest
from django.utils import translation

from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.models import Institution
from kuvend.foundation.people.queries import institutions_by_name
from tests.support.house import House


@pytest.mark.parametrize(("language", "first"), [("sq", "fire"), ("en", "arts")])
def test_they_stand_by_their_names_in_the_language_of_the_reader(house: House, language: str, first: str) -> None:
    Institution.objects.create(key="fire", name=Localized(sq="Aksioni kundër zjarrit", en="Fire service"))
    Institution.objects.create(key="arts", name=Localized(sq="Çështjet e kulturës", en="Agency for the arts"))
    with translation.override(language):
        names = [row.key for row in institutions_by_name() if row.key in {"fire", "arts"}]
    assert names[0] == first
