"""`kuvend import contributions`: dry runs, bad rows by line, second runs, and fifteen thousand real titles."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.contributions.importing import GoodRow, bring_in
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.writing import csv_file, json_file
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from kuvend.foundation.responses.queries import waiting_duties
from kuvend.participation.ideas.models import Idea
from kuvend.web.cli import importing, parser
from tests.support.house import House, both


def run(house: House, file: Path, *options: str) -> int:
    command = ["import", "contributions", str(file), "--activity", house.activity.public_id, *options]
    return importing.run(parser().parse_args(command))


def written(folder: Path, text: str, name: str = "ideas.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_without_apply_nothing_is_kept(house: House, tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, "title\nMore light on the main road\n")
    assert run(house, file) == 0
    assert "1 rows: 1 new, 0 bad" in capsys.readouterr().out
    assert not Contribution.objects.exists()


def test_a_second_run_adds_nothing(house: House, tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, "Subject;Where\nMore light on the main road;Fier\nA bench at the stop;\n")
    options = ("--map", "title=Subject", "--map", "place=Where", "--apply")
    assert run(house, file, *options) == 0
    assert run(house, file, *options) == 0
    assert "0 new, 2 known from an earlier run" in capsys.readouterr().out
    assert Contribution.objects.count() == 2
    assert set(Idea.objects.values_list("place", flat=True)) == {"Fier", ""}
    assert Fact.objects.filter(type="contribution_received", role="system").count() == 2


def test_an_id_that_stands_there_with_other_words_is_a_bad_row_and_no_known_one(
    house: House, tmp_path: Path, capsys: Any
) -> None:
    assert run(house, written(tmp_path, "id,title\n1,Lamps in the park\n2,Bus at night\n"), "--apply") == 0
    other = written(
        tmp_path, "id,title,body\n2,Bus at night,\n1,A library for Kukës,\n3,New one,\n,,\n4,,\n", "other.csv"
    )
    capsys.readouterr()
    assert run(house, other, "--apply") == 1
    said = capsys.readouterr().out
    assert f"{other}:3: the id 1 stands here already with other words, “Lamps in the park”" in said
    assert said.index("other.csv:3") < said.index("other.csv:6")
    assert "4 rows: 1 new, 1 known from an earlier run, 2 bad" in said
    assert Contribution.objects.count() == 2
    assert run(house, other, "--apply", "--keep-good") == 1
    assert set(Contribution.objects.values_list("title", flat=True)) == {"Lamps in the park", "Bus at night", "New one"}


def test_files_that_count_alike_are_told_apart_by_their_source(house: House, tmp_path: Path) -> None:
    first = written(tmp_path, "id,title\n1,Lamps in the park\n", "first.csv")
    second = written(tmp_path, "id,title\n1,A library for Kukës\n", "second.csv")
    for _run in range(2):
        assert run(house, first, "--apply") == 0
        assert run(house, second, "--apply", "--source", "town-hall") == 0
    assert Contribution.objects.count() == 2
    with pytest.raises(UsageProblem, match="--source"):
        run(house, second, "--source", "Town hall:1")


def test_words_that_were_erased_or_changed_here_are_known_again(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "id,title\n1,Lamps in the park\n2,Bus at night\n")
    assert run(house, file, "--apply") == 0
    ContributionText.objects.filter(title="Bus at night").update(title="", body="")
    Contribution.objects.update(title="As it reads now", version=2)
    assert run(house, file, "--apply") == 0
    assert Contribution.objects.count() == 2


def test_bad_rows_are_named_by_line_and_keep_the_rest_out(house: House, tmp_path: Path, capsys: Any) -> None:
    rows = 'id,title,posted_at\n1,"Two\nlines",2026-01-05\n2,,2026-01-05\n3,Good one,not a day\n4,Fine,2026-01-06\n'
    file = written(tmp_path, rows)
    assert run(house, file, "--apply") == 1
    said = capsys.readouterr().out
    assert f"{file}:4: no title" in said
    assert f"{file}:5: no date: 'not a day'" in said
    assert not Contribution.objects.exists()
    assert run(house, file, "--apply", "--keep-good") == 1
    assert Contribution.objects.count() == 2
    assert Contribution.objects.get(title="Fine").posted_at.date().isoformat() == "2026-01-06"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title,title\na,b\n", "stands there twice"),
        ("\n", "a header"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(house: House, tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        run(house, written(tmp_path, content))


def test_wrong_words_on_the_command_line_are_one_line(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "title\nA good idea\n")
    with pytest.raises(UsageProblem, match="no column 'Subject'"):
        run(house, file, "--map", "title=Subject")
    with pytest.raises(UsageProblem, match="write FIELD=COLUMN"):
        run(house, file, "--map", "colour=title")
    with pytest.raises(UsageProblem, match="No such file"):
        run(house, tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes("title\nKërkesë\n".encode("latin-1"))
    with pytest.raises(UsageProblem, match="line 2: not UTF-8"):
        run(house, tmp_path / "latin.csv")


@pytest.mark.slow
def test_real_petitions_come_in_and_fifty_are_answered_at_once(
    house: House, shared_data: Callable[[str], Path], django_assert_max_num_queries: Any, client: Any
) -> None:
    file = shared_data("comments/uk_petitions_2015_2019.jsonl")
    options = ("--map", "title=text", "--map", "id=id", "--map", "language=lang", "--apply")
    assert run(house, file, *options) == 0
    assert Contribution.objects.count() == 14_963
    record.advance(at=house.at)
    response = draft_response(
        actor=HOUSE,
        process=house.process,
        institution=house.owner,
        contribution_ids=[duty.contribution_id for duty in waiting_duties([house.owner.pk])[:50]],
    )
    reason = both("This is a matter for the parliament of another country; we cannot decide it here.")
    keep_draft(actor=HOUSE, response=response, verdict="out_of_scope", reason=reason, nowhere=Localized(), landings=[])
    assert publish_response(actor=HOUSE, response=response, at=house.at).answer_count == 50
    record.advance(at=house.at)
    with django_assert_max_num_queries(10):
        answer = client.get(f"/en/activities/{house.activity.public_id}/")
    assert answer.status_code == 200


def test_ids_that_begin_alike_are_not_one(house: House, tmp_path: Path) -> None:
    start = "https://participation.example.org/processes/budget-participatif-2026-2027/f/2355/proposals"
    rows = "".join(f"{start}/{number},Idea {number}\n" for number in (12770, 12771, 12772))
    file = written(tmp_path, f"id,title\n{rows}")
    assert run(house, file, "--apply") == 0
    assert run(house, file, "--apply") == 0
    assert Contribution.objects.count() == 3


def test_a_moment_without_a_zone_is_that_of_the_instance_or_of_the_command(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "title,posted_at\nA late evening,2026-05-31T23:30\n")
    assert run(house, file, "--apply") == 0
    assert local_date(Contribution.objects.get().posted_at).isoformat() == "2026-05-31"
    other = written(tmp_path, "title,posted_at\nAnother evening,2026-05-31T23:30\n")
    assert run(house, other, "--apply", "--zone", "UTC") == 0
    assert local_date(Contribution.objects.get(title="Another evening").posted_at).isoformat() == "2026-06-01"
    with pytest.raises(UsageProblem, match="no such zone"):
        run(house, other, "--zone", "Europe/Nowhere")


def test_words_without_a_title_get_their_first_words(house: House, tmp_path: Path) -> None:
    long = "The bus should come twice an hour and in the evening too. " * 10
    assert run(house, written(tmp_path, f"id,body\n1,A short one\n2,{long}\n"), "--apply") == 0
    assert Contribution.objects.get(title="A short one").body == ""
    cut = Contribution.objects.exclude(title="A short one").get()
    assert cut.body == long.strip()
    assert cut.title.endswith(" …")
    assert long.startswith(cut.title.removesuffix(" …"))


def test_statements_without_a_title_come_in_whole(house: House, tmp_path: Path) -> None:
    house.activity = house.make_activity("deliberation", answers_owed=False)
    long = "The bus should come twice an hour and in the evening too. " * 10
    assert run(house, written(tmp_path, f"id,body\n1,{long}\n"), "--apply") == 0
    assert Contribution.objects.get().body == long.strip()


def test_an_object_gives_the_text_of_the_language_or_the_row_is_bad(house: House, tmp_path: Path, capsys: Any) -> None:
    lines = '{"title": {"en": "Bike lane", "ca": ""}, "language": "en"}\n{"title": {"en": "B"}, "language": "ca"}\n'
    file = written(tmp_path, lines, "ideas.jsonl")
    assert run(house, file, "--apply", "--keep-good") == 1
    assert f"{file}:2: title: an object without a text in 'ca'" in capsys.readouterr().out
    assert Contribution.objects.get().title == "Bike lane"


def test_a_language_that_does_not_exist_makes_its_row_bad_and_as_an_option_ends_the_command(
    house: House, tmp_path: Path, capsys: Any
) -> None:
    codes = ("zz", "english", "EN-gb", "rup", "lt")
    file = written(tmp_path, "title,language\n" + "".join(f"Words in {code},{code}\n" for code in codes))
    assert run(house, file, "--apply", "--keep-good") == 1
    printed = capsys.readouterr().out
    assert f"{file}:2: no language code: 'zz'" in printed
    assert f"{file}:3: no language code: 'english'" in printed
    assert set(Contribution.objects.values_list("language", flat=True)) == {"en", "rup", "lt"}
    with pytest.raises(UsageProblem, match="--language: 'zz' is not a language code; use one such as sq or en"):
        run(house, file, "--language", "zz")


@pytest.mark.parametrize(("header", "row"), [("ID,Title,Body", "1,one,b"), ("id,text", "1,one"), ("id|title", "1|one")])
def test_a_header_without_title_and_words_is_said_once(house: House, tmp_path: Path, header: str, row: str) -> None:
    file = written(tmp_path, f"{header}\n{row}\n")
    with pytest.raises(UsageProblem, match=r"no column 'title' or 'body'; there are .*: say --map title=COLUMN"):
        run(house, file)
    with pytest.raises(UsageProblem, match="--map: say which column is the title"):
        run(house, file, "--map", "id=id")


@pytest.mark.parametrize("value", ["true", "false", "[]", "{}"])
def test_what_is_no_text_is_no_title(house: House, tmp_path: Path, capsys: Any, value: str) -> None:
    file = written(
        tmp_path, f'{{"title": {value}, "approved": true}}\n{{"title": "Fine", "approved": true}}\n', "a.jsonl"
    )
    assert run(house, file) == 1
    said = capsys.readouterr().out
    assert f"{file}:1: title: " in said
    assert "1 new, 1 bad" in said


def test_words_that_show_nothing_and_half_characters_are_bad_rows(house: House, tmp_path: Path, capsys: Any) -> None:
    lines = '{"title": "\\u200b\\u200b\\u200b"}\n{"title": "Half \\ud83d emoji"}\n{"title": "Whole"}\n'
    file = written(tmp_path, lines, "ideas.jsonl")
    assert run(house, file, "--apply") == 1
    said = capsys.readouterr().out
    assert f"{file}:1: no title" in said
    assert f"{file}:2: half a character" in said
    assert not Contribution.objects.exists()


def test_when_reading_ends_early_nothing_is_kept_at_all(house: House, tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, 'title\nFine\n"never closed\nLost\n')
    assert run(house, file, "--apply", "--keep-good") == 1
    said = capsys.readouterr().out
    assert "the rest of the file was not read" in said
    assert not Contribution.objects.exists()


def test_a_suffix_in_capitals_is_read_and_an_unknown_one_refused(house: House, tmp_path: Path) -> None:
    assert run(house, written(tmp_path, '{"title": "A bench"}\n', "IDEAS.JSONL"), "--apply") == 0
    assert run(house, written(tmp_path, '[\n{"title": "A lamp"}\n]\n', "ideas.json"), "--apply") == 0
    assert set(Contribution.objects.values_list("title", flat=True)) == {"A bench", "A lamp"}
    with pytest.raises(UsageProblem, match="the name ends in none of"):
        run(house, written(tmp_path, "title\nA\n", "ideas.xlsx"))


def test_our_own_open_data_comes_back_as_it_went_out(house: House, tmp_path: Path) -> None:
    house.idea(house.actor(), title="=1+1 is what the budget says")
    file = tmp_path / "contributions.csv"
    file.write_bytes(b"".join(csv_file(datasets()["contributions"], today=house.at.date())))
    house.activity = house.make_activity("ideas")
    assert run(house, file, "--apply") == 0
    assert house.activity.contributions.get().title == "=1+1 is what the budget says"


def open_data(house: House, folder: Path) -> list[Path]:
    """Our own contributions, as they stand now, as CSV and as JSON."""
    files = []
    for name, content in (("csv", csv_file), ("json", json_file)):
        files.append(folder / f"contributions.{name}")
        files[-1].write_bytes(b"".join(content(datasets()["contributions"], today=house.at.date())))
    return files


def test_of_our_own_open_data_nothing_but_published_ideas_becomes_an_idea(
    house: House, tmp_path: Path, capsys: Any
) -> None:
    idea = house.idea(house.actor(), title="A library for Kukës")
    hide(
        actor=HOUSE, contribution=house.idea(house.actor(), title="Buy my soap"), seen_version=1,
        house_rule=HouseRule.OFF_TOPIC, note="An advertisement.", at=house.at,
    )  # fmt: skip
    post_comment(
        actor=house.actor(), activity=house.activity, parent=idea, seen_version=1, body="We need it.", language="en",
        at=house.at,
    )  # fmt: skip
    for file in open_data(house, tmp_path):
        house.activity = house.make_activity("ideas")
        capsys.readouterr()
        assert run(house, file, "--apply", "--keep-good") == 1
        said = capsys.readouterr().out
        assert "of the kind comment; of our own open data only the kind idea comes in" in said
        assert "of the state hidden; of our own open data only what is published comes in" in said
        assert [one.title for one in house.activity.contributions.all()] == ["A library for Kukës"]


@pytest.mark.parametrize("title", ["'=apostrophe of mine", ";'+5", "=1+1", "'plain", "''=two"])
def test_an_apostrophe_that_was_typed_stays_and_one_that_guards_goes(house: House, tmp_path: Path, title: str) -> None:
    house.idea(house.actor(), title=title)
    for file in open_data(house, tmp_path):
        house.activity = house.make_activity("ideas")
        assert run(house, file, "--apply") == 0
        assert house.activity.contributions.get().title == title
    (tmp_path / "theirs.csv").write_text(f'title\n"{title}"\n', encoding="utf-8")
    house.activity = house.make_activity("ideas")
    assert run(house, tmp_path / "theirs.csv", "--apply") == 0
    assert house.activity.contributions.get().title == title


@pytest.mark.django_db(transaction=True)
def test_nobody_who_writes_waits_for_an_import(transactional_db: None) -> None:
    house = House()
    rows = [GoodRow(n, str(n), f"Idea {n}", "", "en", "", "", None) for n in range(5)]
    commented = list[Contribution]()

    def comment(done: int) -> None:
        """Say something on a connection of its own while the import's transaction is open."""

        def say() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")  # it fails instead of waiting for the import
            said = "This was said meanwhile."
            actor = house.actor()
            commented.append(post_comment(actor=actor, activity=house.activity, body=said, language="en", at=house.at))
            connection.close()

        with ThreadPoolExecutor(1) as pool:
            pool.submit(say).result()

    receive = kind_of("ideas").bring_in
    assert receive is not None
    assert bring_in(activity=house.activity, rows=rows, receive=receive, at=house.at, progress=comment) == 5
    assert len(commented) == 1
    house.activity.refresh_from_db()
    assert (house.activity.contribution_count, house.activity.comment_count) == (5, 1)


def test_rows_that_no_text_language_or_number_holds_are_bad_by_line(house: House, tmp_path: Path, capsys: Any) -> None:
    rows = (
        '{"title": "More light on the road", "language": "de"}', '{"title": "A\\u0000B"}', '{"title": 1e999}',
        '{"title": "A bench at the stop", "language": "xx"}', '{"title": "A bench", "language": "1"}',
    )  # fmt: skip
    assert run(house, written(tmp_path, "\n".join(rows), "ideas.jsonl"), "--apply", "--keep-good") == 1
    told = capsys.readouterr().out.splitlines()
    problems = {2: "NUL", 3: "1e999 is too large", 4: "no language code: 'xx'", 5: "no language code: '1'"}
    for line, problem in problems.items():
        assert any(f":{line}: " in row and problem in row for row in told), problem
    assert list(ContributionText.objects.values_list("title", "contribution__language")) == [
        ("More light on the road", "de")
    ]
