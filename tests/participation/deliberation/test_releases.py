"""What is public of votes moves in steps: rarely, by many people at once, and never in the middle of a sitting."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.actions import ask_again, compute_map, set_rules, withdraw_votes
from kuvend.participation.deliberation.actions.release import GRACE
from kuvend.participation.deliberation.ballots import seal_of
from kuvend.participation.deliberation.models import Deliberation, Release, Vote
from kuvend.participation.deliberation.queries.seals import sealed_ballots
from kuvend.participation.deliberation.releases.rules import step
from tests.participation.deliberation.talking import Talk
from tests.support.ballots import cast_ballots
from tests.support.house import House, signed_in

K, HOUR, MINUTE = 5, timedelta(hours=1), timedelta(minutes=1)
AYE = [1, 1, -1]


def join(talk: Talk, people: int, at: datetime, ballot: Any = AYE) -> list[int]:
    return cast_ballots(talk.activity, talk.statements, [ballot] * people, at=at)


def own(person: Person, participant_id: int) -> None:
    """Let a participant be this person's."""
    Participant.objects.filter(pk=participant_id).update(person=person)


def released(talk: Talk, at: datetime) -> Release | None:
    compute_map(talk.activity.pk, at=at)
    return Release.objects.filter(pk=talk.activity.pk).first()


def counted(talk: Talk) -> set[int]:
    """Whose ballots the latest release counts, in part at least."""
    return set(Vote.objects.filter(released__isnull=False).values_list("participant_id", flat=True))


@pytest.fixture
def begun(house: House) -> Talk:
    """A deliberation with a first release: fifteen voted, the last five are kept back."""
    talk = Talk(house)
    join(talk, 15, house.at)
    kept = released(talk, house.at + HOUR)
    assert kept is not None and kept.voters == 10
    return talk


def test_numbers_move_once_an_hour_at_most(begun: Talk) -> None:
    join(begun, 10, begun.at + HOUR)
    for minutes in (1, 30, 59):
        kept = released(begun, begun.at + HOUR + minutes * MINUTE)
        assert kept is not None and (kept.voters, kept.computed_at) == (10, begun.at + HOUR)
    kept = released(begun, begun.at + 2 * HOUR)
    assert kept is not None and (kept.voters, kept.computed_at) == (20, begun.at + 2 * HOUR)


def test_numbers_move_by_five_people_at_least_and_five_stay_back_for_the_last_step(begun: Talk) -> None:
    for number in range(K - 1):
        join(begun, 1, begun.at + HOUR)
        kept = released(begun, begun.at + (3 + number) * HOUR)
        assert kept is not None and kept.voters == 10
    join(begun, 1, begun.at + HOUR)
    before = counted(begun)
    assert released(begun, begun.at + 9 * HOUR) is not None
    assert len(counted(begun) - before) == K
    assert Vote.objects.filter(released__isnull=True).values("participant").distinct().count() == K


def test_nobodys_answers_are_counted_in_the_middle_of_a_sitting(begun: Talk) -> None:
    now = begun.at + 2 * HOUR
    paused, sitting = set(join(begun, 5, now - step().sitting)), set(join(begun, 8, now - step().sitting + MINUTE))
    released(begun, now)
    assert paused <= counted(begun) and not counted(begun) & sitting
    released(begun, now + HOUR)
    assert counted(begun) & sitting == set()
    released(begun, now + 2 * HOUR)


def test_a_changed_answer_waits_like_a_new_one(begun: Talk) -> None:
    some = sorted(counted(begun))[:3]
    Vote.objects.filter(participant_id__in=some).update(value=0, voted_at=begun.at + HOUR)
    kept = released(begun, begun.at + 5 * HOUR)
    assert kept is not None and kept.computed_at == begun.at + HOUR, "five wait from before, three changed: 3 < 5"
    changed = Q(released__lt=F("value")) | Q(released__gt=F("value"))
    assert set(Vote.objects.filter(changed).values_list("participant_id", flat=True)) == set(some)


def test_votes_that_went_with_accounts_move_numbers_only_with_those_of_others(begun: Talk) -> None:
    people = [begun.house.person()]
    own(people[0], min(counted(begun)))
    withdraw_votes(people[0].participants.get().pk)
    assert Deliberation.objects.get().departed == 1
    kept = released(begun, begun.at + 5 * HOUR)
    assert kept is not None and kept.voters == 10, "one person's going would show"
    join(begun, 4, begun.at + HOUR)
    kept = released(begun, begun.at + 6 * HOUR)
    assert kept is not None and kept.computed_at == begun.at + 6 * HOUR
    assert Deliberation.objects.get().departed == 0


def test_before_so_many_voted_as_the_rules_say_nothing_is_released(house: House) -> None:
    talk = Talk(house, minimum_voters=12)
    join(talk, 16, house.at)
    assert released(talk, house.at + HOUR) is None
    join(talk, 1, house.at)
    kept = released(talk, house.at + 2 * HOUR)
    assert kept is not None and kept.voters == 10


def test_the_last_release_counts_everybody_and_stands_on_record(begun: Talk) -> None:
    closed = begun.at + 2 * HOUR
    Activity.objects.filter(pk=begun.activity.pk).update(closes_at=closed)
    assert released(begun, closed + GRACE / 2).voters == 10  # type: ignore[union-attr]
    kept = released(begun, closed + GRACE)
    assert kept is not None and (kept.voters, kept.final) == (15, True)
    row = Deliberation.objects.select_related("activity").get()
    assert row.closed_digest == kept.digest
    assert sealed_ballots(row.activity) == seal_of(row.activity, bytes(row.ballots_salt))
    Vote.objects.filter(pk=Vote.objects.first().pk).delete()  # type: ignore[union-attr]
    assert sealed_ballots(row.activity) != seal_of(row.activity, bytes(row.ballots_salt))


def test_fewer_than_five_that_are_left_at_closing_stay_out(begun: Talk) -> None:
    rest = Vote.objects.filter(released__isnull=True).values_list("participant_id", flat=True).distinct()
    Vote.objects.filter(participant_id__in=list(rest)[:2]).delete()
    Activity.objects.filter(pk=begun.activity.pk).update(closes_at=begun.at + 2 * HOUR)
    before = Release.objects.get().digest
    kept = released(begun, begun.at + 3 * HOUR)
    assert kept is not None and (kept.voters, kept.digest, kept.final) == (10, before, True)
    assert Deliberation.objects.get().closed_digest == before


def test_after_closing_numbers_move_by_five_erased_accounts_at_least(begun: Talk) -> None:
    Activity.objects.filter(pk=begun.activity.pk).update(closes_at=begun.at + 2 * HOUR)
    assert released(begun, begun.at + 3 * HOUR) is not None
    everybody = sorted(counted(begun))
    for number in range(K):
        person = begun.house.person()
        own(person, everybody[number])
        withdraw_votes(person.participants.get().pk)
        kept = released(begun, begun.at + (5 + number) * HOUR)
        assert kept is not None and kept.voters == (15 if number < K - 1 else 10)


def test_where_nobody_waits_at_closing_it_leaves_the_release_as_it_stands(begun: Talk) -> None:
    """The same ballots drawn anew would show who stands elsewhere by it."""
    rest = Vote.objects.filter(released__isnull=True).values_list("participant_id", flat=True)
    Vote.objects.filter(participant_id__in=list(rest)).delete()
    before = Release.objects.get()
    Activity.objects.filter(pk=begun.activity.pk).update(closes_at=begun.at + 2 * HOUR)
    kept = released(begun, begun.at + 3 * HOUR)
    assert kept is not None and (kept.digest, kept.final) == (before.digest, True)
    assert kept.computed_at == before.computed_at and kept.file.tables == {}


@pytest.mark.parametrize("minute", [1, 17, 38, 41, 59, 83])
def test_the_moment_of_a_release_is_fixed_beforehand_and_says_nothing_of_a_vote(begun: Talk, minute: int) -> None:
    """Four wait, and five from before; whoever comes as the tenth, whenever: it moves at the full hour or not."""
    now = begun.at + 4 * HOUR
    join(begun, 4, now)
    moved, asked = set(), False
    for at in (now + number * MINUTE for number in range(200)):
        if not asked and at >= now + minute * MINUTE:
            join(begun, 1, at)
            asked = True
        before = Release.objects.get()
        kept = released(begun, at)
        assert kept is not None
        if kept.digest != before.digest:
            moved.add(at)
            assert kept.computed_at == at
    assert moved == {now + HOUR if minute < 60 else now + 2 * HOUR}


def test_nobody_who_votes_or_goes_between_two_slots_makes_a_release_come(begun: Talk) -> None:
    now = begun.at + 4 * HOUR
    join(begun, 4, now - HOUR)
    kept = released(begun, now)
    assert kept is not None and kept.voters == 10
    person = begun.house.person()
    own(person, min(counted(begun)))
    withdraw_votes(person.participants.get().pk)
    join(begun, 9, now - HOUR)
    kept = released(begun, now + 59 * MINUTE)
    assert kept is not None and kept.voters == 10
    kept = released(begun, now + 60 * MINUTE)
    assert kept is not None and (kept.voters, kept.computed_at) == (20, now + HOUR)


def test_the_desk_sees_no_more_of_a_vote_than_everybody(begun: Talk) -> None:
    desk = signed_in(begun.house.official(Role.SECRETARIAT))
    address = reverse("run_deliberation", args=[begun.activity.public_id])

    def page() -> str:
        return re.sub(r'name="[^"]*token" value="[^"]*"', "", desk.get(address).content.decode())

    before = page()
    join(begun, 3, begun.at + HOUR)
    ask_again(begun.at + HOUR + MINUTE)
    assert page() == before
    released(begun, begun.at + HOUR + 2 * MINUTE)
    assert page() == before
    join(begun, 8, begun.at + HOUR)
    released(begun, begun.at + 3 * HOUR)
    assert page() != before


def test_the_job_comes_back_for_those_who_have_paused(begun: Talk) -> None:
    join(begun, 10, begun.at + HOUR)
    Deliberation.objects.update(map_asked=False)
    assert ask_again(begun.at + HOUR + 30 * MINUTE) == 0
    assert ask_again(begun.at + 2 * HOUR) == 1


def test_every_page_says_when_numbers_moved_and_when_they_may_move_again(begun: Talk) -> None:
    Activity.objects.filter(pk=begun.activity.pk).update(closes_at=begun.at + timedelta(days=400))
    now = timezone.now()
    Activity.objects.filter(pk=begun.activity.pk).update(opens_at=now - 5 * HOUR)
    Release.objects.update(computed_at=now)
    for name in ("activity", "deliberation_results"):
        page = Client().get(reverse(name, args=[begun.activity.public_id])).content.decode()
        moments = [one.partition('"')[0] for one in page.partition('id="steps"')[2].split('datetime="')[1:3]]
        first, second = (datetime.fromisoformat(one) for one in moments)
        assert second - first == step().every and abs(first - now) < timedelta(seconds=2)
        assert "5 more people" in page and "rounded down" in page


@pytest.mark.parametrize("minimum", [3, 0, 4])
def test_numbers_show_from_five_voters_on_at_least(talk: Talk, minimum: int) -> None:
    with pytest.raises(NotAllowed, match="5 voters"):
        set_rules(actor=HOUSE, activity=talk.activity, who_adds="people", minimum_voters=minimum, at=talk.at)


def test_the_number_of_voters_is_not_made_smaller_once_people_vote(house: House) -> None:
    talk = Talk(house, minimum_voters=20)
    officer = signed_in(house.official(Role.SECRETARIAT))
    address = reverse("run_deliberation", args=[talk.activity.public_id])
    form = {"rules": "1", "who_adds": "people", "groups": ""}
    assert officer.post(address, form | {"minimum_voters": "15"}).status_code == 302
    talk.vote(None, 0, 1)
    refused = officer.post(address, form | {"minimum_voters": "14"})
    assert refused.status_code == 422 and "cannot be made smaller" in refused.content.decode()
    assert officer.post(address, form | {"minimum_voters": "30"}).status_code == 302
    assert Deliberation.objects.get().minimum_voters == 30
