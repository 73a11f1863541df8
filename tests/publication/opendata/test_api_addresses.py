"""The addresses of the API come from what rooms hand up, whenever its module is imported."""

from importlib.util import module_from_spec, spec_from_file_location

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.listed import datasets
from kuvend.publication.opendata import api


def test_a_module_that_was_imported_before_the_rooms_handed_up_anything_knows_them_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reverse("data_openapi")  # the addresses of the site are there, and with them how an id looks in one
    monkeypatch.setenv("NINJA_SKIP_REGISTRY", "1")  # a second API of this name
    spec = spec_from_file_location("early_api", api.__file__)
    assert spec and spec.loader
    early = module_from_spec(spec)
    with monkeypatch.context() as before:
        before.setattr(listed, "_datasets", {})
        spec.loader.exec_module(early)
        with pytest.raises(ImproperlyConfigured, match="before the rooms"):
            early.addresses()
    names = {pattern.name for pattern in early.addresses()}
    assert names >= {f"data_api_{name}" for name in datasets()} | {"data_api_plans_one", "data_api_missing"}
    assert names == {pattern.name for pattern in api.addresses()}
