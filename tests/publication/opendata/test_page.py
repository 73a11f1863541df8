"""The page of open data: each file with its licence, and the command that recomputes a number of the site."""

from __future__ import annotations

import pytest
from django.test import Client

from kuvend.foundation.datasets.listed import datasets


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_page_leads_to_every_file_and_says_its_licence(db: None, language: str) -> None:
    shown = Client().get(f"/{language}/open-data/").content.decode()
    for name in datasets():
        assert f'href="/open-data/{name}.csv"' in shown
        assert f'href="/open-data/{name}.json"' in shown
    assert "https://creativecommons.org/licenses/by/4.0/" in shown
    assert "kuvend data recompute http" in shown
    assert 'href="/api/v1/openapi.json"' in shown


def test_the_footer_of_every_page_leads_to_it(db: None) -> None:
    assert 'href="/sq/open-data/"' in Client().get("/sq/about/").content.decode()
