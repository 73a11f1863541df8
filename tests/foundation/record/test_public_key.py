"""A machine that only answers shows the log's public key from the database: it has no secret one."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from kuvend.foundation.record import actions, home
from tests.foundation.record.sample import AT, stones


@pytest.mark.django_db
def test_a_machine_without_the_secret_key_shows_the_public_one_from_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().get("/record/key").status_code == 404  # nothing was ever signed
    actions.put(*stones(3), at=AT, role="r")
    actions.advance(at=AT)
    signing = Client().get("/record/key")
    assert signing.status_code == 200
    monkeypatch.setattr(settings, "KUVEND_HOME", tmp_path)  # another machine on the same database
    with pytest.raises(home.KeyMissingError):
        home.signer(may_create=False)
    answering = Client().get("/record/key")
    assert (answering.status_code, answering.content) == (200, signing.content)
    assert Client().get("/record/checkpoint").status_code == 200
