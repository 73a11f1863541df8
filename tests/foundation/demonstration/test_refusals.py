"""What the demonstration must not be mixed with."""

import pytest
from django.utils import timezone

from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.demonstration import loading
from kuvend.foundation.people.actions import give_mandate, site_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.models import Fact
from tests.foundation.demonstration.conftest import NOW


@pytest.mark.django_db
def test_a_database_with_a_real_person_is_refused_and_left_as_it_was() -> None:
    Person.objects.create_user("somebody@example.org")
    with pytest.raises(UsageProblem, match="real person"):
        loading.load(at=NOW, say=print)
    assert Person.objects.count() == 1 and not Process.objects.exists()


@pytest.mark.django_db
def test_a_database_with_a_record_of_its_own_is_refused() -> None:
    person = Person.objects.create_user("somebody@example.org", simulated=True)
    give_mandate(
        actor=HOUSE, person=person, role="operator", scope=site_scope(), from_date=timezone.localdate(), at=NOW
    )
    with pytest.raises(UsageProblem, match="record of its own"):
        loading.load(at=NOW, say=print)
    assert not Process.objects.exists()


@pytest.mark.django_db
def test_a_load_that_is_cut_leaves_nothing_behind_so_that_the_next_one_can_begin() -> None:
    def cut(said: str) -> None:
        if said.startswith("100 of"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.load(at=NOW, say=cut)
    assert not Person.objects.exists() and not Fact.objects.exists()
    assert not loading.is_loaded()
    loading.refuse_real_data()
