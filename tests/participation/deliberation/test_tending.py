"""What officials do: run a deliberation, seed it, merge, classify and translate statements, each with its fact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override as translation_override

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import sources_of
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.findings import FAIL, OK
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.actions import draft_response
from kuvend.foundation.responses.models import Duty
from kuvend.participation.deliberation.actions import (
    add_statement,
    classify,
    merge,
    put_forward,
    seed_statements,
    set_rules,
    translate,
)
from kuvend.participation.deliberation.checks import votes_are_counted
from kuvend.participation.deliberation.models import Deliberation, Statement, StatementTranslation, Vote
from kuvend.participation.deliberation.queries.officials import backlog
from tests.participation.deliberation.talking import SEEDS, Talk
from tests.support.house import signed_in


def statements(talk: Talk) -> list[Statement]:
    return [Statement.objects.select_related("contribution").get(pk=row.pk) for row in talk.statements]


def facts(public_id: str) -> list[str]:
    return [fact.type for fact in facts_about([public_id])]


def test_a_merged_statement_leads_to_the_other_and_keeps_its_own_votes(talk: Talk, client: Client) -> None:
    talk.vote(None, 0, 1)
    first, second, third = statements(talk)
    merge(actor=HOUSE, statement=first, into=second, at=talk.at)
    merge(actor=HOUSE, statement=second, into=third, at=talk.at)
    assert sources_of([third.pk]) == {third.pk: [first.pk, second.pk]}
    assert Vote.objects.filter(statement=first).count() == 1
    assert "contribution_merged" in facts(first.contribution.public_id)
    page = client.get(reverse("contribution", args=[first.contribution.public_id])).content.decode()
    assert reverse("contribution", args=[third.contribution.public_id]) in page


def test_statements_are_merged_once_within_a_deliberation_and_never_into_themselves(talk: Talk) -> None:
    first, second, third = statements(talk)
    with pytest.raises(NotAllowed, match="another statement"):
        merge(actor=HOUSE, statement=first, into=first, at=talk.at)
    foreign = Talk(talk.house)
    with pytest.raises(NotAllowed, match="another statement"):
        merge(actor=HOUSE, statement=first, into=statements(foreign)[0], at=talk.at)
    merge(actor=HOUSE, statement=first, into=second, at=talk.at)
    with pytest.raises(NotAllowed, match="merged already"):
        merge(actor=HOUSE, statement=first, into=third, at=talk.at)
    with pytest.raises(NotAllowed, match="not asked"):
        merge(actor=HOUSE, statement=third, into=first, at=talk.at)


def test_a_moderator_tends_a_statement_at_the_desk(talk: Talk) -> None:
    desk = signed_in(talk.house.official(Role.MODERATOR))
    first, second, _third = statements(talk)
    address = reverse("tend_statement", args=[first.contribution.public_id])
    assert desk.post(address, {"into": "nothing"}).status_code == 422
    words = {
        "translation": "A better translation",
        "seen_words": translation(first),
        "meta": "on",
        "into": second.contribution.public_id,
    }
    assert desk.post(address, words).url == reverse("run_deliberation", args=[talk.activity.public_id])
    first.refresh_from_db()
    assert first.meta and sources_of([second.pk]) == {second.pk: [first.pk]}
    assert first.translations.get(language="en").words == "A better translation"
    page = desk.get(address).content.decode()
    assert 'name="ask_again"' in page and 'name="into"' not in page
    known = facts(first.contribution.public_id)
    assert {"contribution_merged", "statement_classified", "statement_translated"} <= set(known)
    seen = "A better translation"
    desk.post(address, {"ask_again": "on", "meta": "on", "translation": seen, "seen_words": seen})
    assert sources_of([second.pk]) == {} and not Contribution.objects.filter(continues=True).exists()


def test_nobody_merges_classifies_or_translates_the_own_words(talk: Talk) -> None:
    """A moderator would else lead what others said to the own statement, and let others answer other words."""
    moderator = talk.house.official(Role.MODERATOR)
    actor = talk.house.actor(moderator)
    mine = add_statement(actor=actor, activity=talk.activity, words="Mine is better.", language="en", at=talk.at)
    own, other = Statement.objects.select_related("contribution").get(pk=mine.pk), statements(talk)[0]
    deeds = (
        lambda: merge(actor=actor, statement=other, into=own, at=talk.at),
        lambda: merge(actor=actor, statement=own, into=other, at=talk.at),
        lambda: classify(actor=actor, statement=own, meta=True, at=talk.at),
        lambda: translate(actor=actor, statement=own, language="sq", words="Krejt tjetër gjë.", at=talk.at),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed, match="your own"):
            deed()
    desk = signed_in(moderator)
    assert desk.get(reverse("tend_statement", args=[mine.public_id])).status_code == 403
    form = {"translation": "", "into": mine.public_id}
    refused = desk.post(reverse("tend_statement", args=[other.contribution.public_id]), form)
    assert refused.status_code == 422 and "your own" in refused.content.decode()
    colleague = talk.house.actor(talk.house.official(Role.MODERATOR))
    merge(actor=colleague, statement=other, into=own, at=talk.at)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.INSTITUTION_OFFICER, None])
def test_after_closing_nobody_merges_or_classifies_and_words_are_still_translated(talk: Talk, role: str | None) -> None:
    official = talk.house.official(role) if role else None
    actor = talk.house.actor(official) if official else HOUSE
    first, second, _third = statements(talk)
    closed = talk.at - timedelta(minutes=1)
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=closed)
    with pytest.raises(NotAllowed, match="closed"):
        merge(actor=actor, statement=first, into=second, at=talk.at)
    with pytest.raises(NotAllowed, match="closed"):
        classify(actor=actor, statement=first, meta=True, at=talk.at)
    seen = translation(first)
    translate(actor=actor, statement=first, language="en", words="In other words.", seen_words=seen, at=talk.at)
    if official:
        desk, address = signed_in(official), reverse("tend_statement", args=[first.contribution.public_id])
        page = desk.get(address).content.decode()
        assert "its results stand" in page and 'name="meta"' not in page and 'name="into"' not in page
        form = {
            "translation": "Once more.",
            "seen_words": "In other words.",
            "meta": "on",
            "into": second.contribution.public_id,
        }
        assert desk.post(address, form).status_code == 302
    first.refresh_from_db()
    assert not first.meta and sources_of([second.pk]) == {}


def test_the_owner_runs_it_until_it_closes_and_nobody_else_does(talk: Talk) -> None:
    address = reverse("run_deliberation", args=[talk.activity.public_id])
    officer = signed_in(talk.house.official(Role.INSTITUTION_OFFICER))
    stranger = signed_in(talk.house.official(Role.INSTITUTION_OFFICER, institution=talk.house.other))
    seed = {"seed": "1", "words_sq": "Një pohim i ri", "words_en": "A new statement"}
    assert stranger.post(address, seed).status_code == 403
    assert officer.post(address, seed).status_code == 302
    assert Statement.objects.get(contribution__title="Një pohim i ri").seeded
    assert officer.post(address, {"seed": "1"}).status_code == 422
    assert officer.post(address, {"rules": "1", "who_adds": "owner", "minimum_voters": "25"}).status_code == 302
    kept = Deliberation.objects.get()
    assert (kept.who_adds, kept.minimum_voters) == ("owner", 25)
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at - timedelta(days=1))
    officer.post(address, seed | {"words_sq": "Tepër vonë"})
    assert not Statement.objects.filter(contribution__title="Tepër vonë").exists()


def test_where_only_the_owner_adds_statements_people_are_told(talk: Talk) -> None:
    set_rules(actor=HOUSE, activity=talk.activity, who_adds="owner", minimum_voters=5, at=talk.at)
    with pytest.raises(NotAllowed, match="only the institution"):
        add_statement(actor=talk.house.actor(), activity=talk.activity, words="Buses run.", language="en", at=talk.at)
    client = signed_in(talk.house.person(), second_factor=False)
    page = client.get(reverse("vote", args=[talk.activity.public_id])).content.decode()
    assert reverse("new_statement", args=[talk.activity.public_id]) not in page


def test_a_person_without_a_mandate_seeds_nothing(talk: Talk) -> None:
    with pytest.raises(NotAllowed, match="Only the institution"):
        seed_statements(actor=talk.house.actor(), activity=talk.activity, statements=[], at=talk.at)


def test_the_desk_leads_from_the_list_of_activities_to_the_rules(talk: Talk) -> None:
    secretariat = signed_in(talk.house.official(Role.SECRETARIAT))
    page = secretariat.get(reverse("desk_activities")).content.decode()
    assert reverse("run_deliberation", args=[talk.activity.public_id]) in page


def test_after_closing_what_most_agree_on_is_put_forward_and_one_answer_goes_to_all(talk: Talk) -> None:
    for _ in range(6):
        actor = talk.house.actor()
        for number, value in enumerate((1, 1, -1)):
            talk.vote(actor, number, value)
    talk.map()
    officer = talk.house.official(Role.INSTITUTION_OFFICER)
    desk, address = signed_in(officer), reverse("run_deliberation", args=[talk.activity.public_id])
    chosen = [row.public_id for row in talk.statements[:2]]
    assert desk.post(address, {"forward": "1", "statement": chosen}).status_code == 200
    assert not Duty.objects.exists(), "it is still open"
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at - timedelta(hours=1))
    page = desk.get(address).content.decode()
    assert all(row.public_id in page for row in talk.statements), "what most reject is a candidate, too"
    assert "3 statements are asked. The map gives 0 of them their turn" in page
    assert desk.post(address, {"forward": "1", "statement": chosen}).status_code == 302
    assert desk.post(address, {"forward": "1", "statement": chosen}).status_code == 302
    duties = Duty.objects.select_related("contribution", "institution")
    assert sorted(duty.contribution.public_id for duty in duties) == sorted(chosen)
    assert {duty.institution.key for duty in duties} == {"aksi"}
    assert facts(chosen[0]).count("statement_put_forward") == 1
    assert SEEDS[0] in desk.get(reverse("desk")).content.decode()
    response = draft_response(
        actor=talk.house.actor(officer), process=talk.house.process, institution=talk.house.owner,
        contribution_ids=[row.pk for row in talk.statements[:2]],
    )  # fmt: skip
    assert response.selected.count() == 2


def test_nobody_puts_own_words_forward_and_the_page_offers_them_to_colleagues_alone(talk: Talk) -> None:
    officer, colleague = (talk.house.official(Role.INSTITUTION_OFFICER) for _ in range(2))
    own = add_statement(
        actor=talk.house.actor(officer), activity=talk.activity, words="Offices open at seven.", language="en",
        at=talk.at,
    )  # fmt: skip
    talk.statements.append(own)
    for _ in range(6):
        actor = talk.house.actor()
        for number in range(4):
            talk.vote(actor, number, 1)
    talk.map()
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at - timedelta(hours=1))
    talk.activity.refresh_from_db()
    address, field = reverse("run_deliberation", args=[talk.activity.public_id]), 'name="statement" value="{}"'
    shown = {who: signed_in(who).get(address).content.decode() for who in (officer, colleague)}
    assert field.format(own.public_id) in shown[colleague]
    assert field.format(own.public_id) not in shown[officer]
    assert field.format(talk.statements[0].public_id) in shown[officer]
    chosen = {"activity": talk.activity, "public_ids": [own.public_id], "at": talk.at}
    with pytest.raises(NotAllowed, match="You wrote this yourself"):
        put_forward(actor=talk.house.actor(officer), **chosen)  # type: ignore[arg-type]
    assert put_forward(actor=talk.house.actor(colleague), **chosen) == 1  # type: ignore[arg-type]


def test_votes_that_nobody_counts_are_seen_as_a_backlog(talk: Talk) -> None:
    talk.vote(None, 0, 1)
    talk.map_if_any()
    Deliberation.objects.update(map_asked=False)
    found = backlog(talk.at + timedelta(minutes=1))
    assert (found.open, found.waiting, found.oldest, found.counted_at) == (1, 0, 0.0, talk.at)
    Deliberation.objects.update(map_asked=True)
    assert backlog(talk.at + timedelta(minutes=9)).oldest == 0.0, "no vote waits"
    Vote.objects.update(voted_at=talk.at + timedelta(minutes=5))
    late = backlog(talk.at + timedelta(minutes=9))
    assert (late.waiting, late.oldest) == (1, 240.0)
    finding = votes_are_counted(now())
    assert finding.level == FAIL
    assert "open deliberations: 1, to be counted: 1" in finding.message
    Deliberation.objects.update(map_asked=False)
    assert votes_are_counted(now()).level == OK


def translation(statement: Statement) -> str:
    """The words of a statement in English, as they stand now."""
    words: str = StatementTranslation.objects.get(statement=statement, language="en").words
    return words


def test_a_translation_overwrites_none_that_was_not_seen(talk: Talk) -> None:
    first = statements(talk)[0]
    official = talk.house.official(Role.MODERATOR)
    desk, address = signed_in(official), reverse("tend_statement", args=[first.contribution.public_id])
    seen = translation(first)
    assert f'name="seen_words" value="{seen}"' in desk.get(address).content.decode()
    translate(actor=HOUSE, statement=first, language="en", words="In other words.", seen_words=seen, at=talk.at)
    stale = {"language": "en", "words": "Unseen.", "seen_words": seen, "at": talk.at}
    with pytest.raises(NotAllowed, match="translated it meanwhile"):
        translate(actor=talk.house.actor(official), statement=first, **stale)  # type: ignore[arg-type]
    refused = desk.post(address, {"translation": "Unseen.", "seen_words": seen})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "translated it meanwhile" in page and "In other words." in page and "Unseen." in page
    assert translation(first) == "In other words."
    assert desk.post(address, {"translation": "Seen.", "seen_words": "In other words."}).status_code == 302


def test_a_statement_is_put_into_each_other_language_of_the_site(talk: Talk) -> None:
    first, desk = statements(talk)[0], signed_in(talk.house.official(Role.MODERATOR))
    address = reverse("tend_statement", args=[first.contribution.public_id])
    assert "?language=" not in desk.get(address).content.decode()
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("mk", "Македонски")]):
        page = desk.get(f"{address}?language=mk").content.decode()
        assert "Its words, in Macedonian" in page
        assert 'href="?language=mk" lang="mk" aria-current="true"' in page
        typed = {"translation": "На македонски", "seen_words": ""}
        assert desk.post(f"{address}?language=mk", typed).status_code == 302
    assert first.translations.get(language="mk").words == "На македонски"


def test_where_a_site_has_one_language_nothing_is_put_into_another(talk: Talk) -> None:
    first, desk = statements(talk)[0], signed_in(talk.house.official(Role.MODERATOR))
    language = first.contribution.language
    with override_settings(LANGUAGES=[(language, language)]), translation_override(language):
        address = reverse("tend_statement", args=[first.contribution.public_id])
        page = desk.get(address)
        assert page.status_code == 200
        assert "id_meta" in page.content.decode() and "id_translation" not in page.content.decode()
        assert desk.post(address, {"meta": "on"}).status_code == 302
    first.refresh_from_db()
    assert first.meta
