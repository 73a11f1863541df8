"""`kuvend plan import --from` and `export --as`: the tables of others go in and come out without a lost value."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from kuvend.accountability.plans.models import Commitment, Milestone, Plan, Report
from kuvend.engines.formats.cells import as_typed
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.models import Fact
from kuvend.web.cli import parser
from tests.accountability.plans.commands.test_plan import ALBANIA, run
from tests.engines.formats.test_canada import REPORTS, TABLE
from tests.engines.formats.test_ogp_sheet import SHEET

NOW = datetime(2026, 7, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [[as_typed(cell) for cell in row] for row in csv.reader(file)]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with a small plan and its reports."""
    folder = tmp_path / "canada"
    folder.mkdir()
    (folder / "nap6_commitments.csv").write_text(TABLE, encoding="utf-8")
    (folder / "nap6_reports.csv").write_text(REPORTS, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("nap4", "canada-2018-2020", "10 commitments, 56 milestones, 135 indicators"),
        ("nap5", "canada-2022-2024", "5 commitments, 19 milestones, 106 indicators"),
        ("nap6", "canada-2025-2029", "4 commitments, 19 milestones, 65 indicators"),
    ],
)
def test_canadas_real_plans_go_through_the_database_without_a_lost_value(
    name: str, key: str, said: str, shared_data: Any, tmp_path: Path, capsys: Any, client: Client
) -> None:
    path = shared_data(f"ogp/canada_{name}_commitments_milestones_indicators.csv")
    assert run("import", str(path), "--from", "canada") == 0
    assert capsys.readouterr().out == f"{key}: version 1, {said}, 0 rows of reports\n"
    assert run("export", key, "--as", "canada", str(tmp_path / "out")) == 0
    assert rows(tmp_path / "out" / f"{key}_commitments.csv") == rows(path)
    facts = Fact.objects.count()
    assert run("import", str(path), "--from", "canada") == 0
    assert (Plan.objects.get().version, Fact.objects.count()) == (1, facts)
    commitment, milestone = Commitment.objects.first(), Milestone.objects.first()
    assert commitment and milestone
    for page in (
        f"plans/{Plan.objects.get().public_id}/",
        f"commitments/{commitment.outcome.public_id}/",
        f"milestones/{milestone.outcome.public_id}/",
    ):
        for language in ("sq", "en"):
            assert client.get(f"/{language}/{page}").status_code == 200, page


def test_reports_are_shown_and_come_out_as_they_went_in(tables: Path, tmp_path: Path, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        for _time in range(2):
            assert run("import", str(tables), "--from", "canada") == 0
    assert run("export", "canada-2025-2029", str(tmp_path / "out"), "--as", "canada") == 0
    assert rows(tmp_path / "out" / "canada-2025-2029_reports.csv") == rows(tables / "nap6_reports.csv")
    assert rows(tmp_path / "out" / "canada-2025-2029_commitments.csv") == rows(tables / "nap6_commitments.csv")
    first, second = Report.objects.order_by("as_of_date")
    assert (str(first.as_of_date), first.status, first.text) == (
        "2025-12-31",
        "substantial",
        {"en": "C01.1.1: - Drafted"},
    )
    assert (str(second.as_of_date), second.status) == ("2026-06-30", "limited")
    assert second.challenges == {"en": "C01.1.1: Money"}
    page = client.get(f"/en/milestones/{first.milestone.outcome.public_id}/").content.decode()
    assert "C01.1.1: - Drafted" in page
    assert "It is open (By 2023; EC; HC-SC)" in page


def test_a_period_that_is_not_over_is_kept_and_reported_later(tables: Path, tmp_path: Path) -> None:
    with time_machine.travel(NOW.replace(month=1), tick=False):
        assert run("import", str(tables), "--from", "canada") == 0
    assert [str(one.as_of_date) for one in Report.objects.all()] == ["2025-12-31"]
    assert run("export", "canada-2025-2029", str(tmp_path), "--as", "canada") == 0
    assert len(rows(tmp_path / "canada-2025-2029_reports.csv")) == 3


def test_a_title_that_changed_here_goes_out_as_it_is_now(tables: Path, tmp_path: Path) -> None:
    assert run("import", str(tables), "--from", "canada") == 0
    outcome = Milestone.objects.get(outcome__number="C01.2").outcome
    outcome.title = {"en": "A standing forum"}
    outcome.save()
    assert run("export", "canada-2025-2029", str(tmp_path), "--as", "canada") == 0
    _header, first, second = rows(tmp_path / "canada-2025-2029_commitments.csv")
    assert (first[4], second[4], second[5]) == ("A portal", "A standing forum", "Un forum")


def test_a_department_that_got_its_name_here_keeps_it(tables: Path) -> None:
    assert run("import", str(tables), "--from", "canada") == 0
    Institution.objects.filter(key="ca-hc-sc").update(name={"en": "Health Canada"})
    for _time in range(2):
        assert run("import", str(tables), "--from", "canada") == 0
    assert Institution.objects.get(key="ca-hc-sc").name == {"en": "Health Canada"}
    assert Institution.objects.get(key="ca-ec").name == {"en": "EC", "sq": "EC"}


def test_a_plan_file_in_between_loses_none_of_the_tables(tables: Path, tmp_path: Path) -> None:
    assert run("import", str(tables), "--from", "canada") == 0
    assert run("export", "canada-2025-2029", str(tmp_path / "plan.yaml")) == 0
    assert run("import", str(tmp_path / "plan.yaml")) == 0
    assert run("export", "canada-2025-2029", str(tmp_path), "--as", "canada") == 0
    assert rows(tmp_path / "canada-2025-2029_commitments.csv") == rows(tables / "nap6_commitments.csv")
    assert rows(tmp_path / "canada-2025-2029_reports.csv") == rows(tables / "nap6_reports.csv")


def test_a_plan_of_ours_is_not_written_as_canadas_tables(tmp_path: Path) -> None:
    assert run("import", str(ALBANIA)) == 0
    with pytest.raises(UsageProblem, match="albania-2020-2022 did not come from Canada's tables"):
        run("export", "albania-2020-2022", str(tmp_path), "--as", "canada")


def test_broken_rows_are_named_by_file_line_and_column_and_nothing_is_kept(tables: Path) -> None:
    table = tables / "nap6_commitments.csv"
    table.write_text(TABLE.replace("C01.2.1", "C07.2.1").replace("2023-12", "soon"), encoding="utf-8")
    with pytest.raises(UsageProblem) as raised:
        run("import", str(tables), "--from", "canada")
    assert str(raised.value).splitlines() == [
        f"{table}: line 2, due_date: “soon” is no month or day such as 2026-06",
        f"{table}: line 3, indicator_code: “C07.2.1” does not begin with “C01.2.”",
    ]
    assert not Plan.objects.exists()


def test_an_import_removes_no_indicator(tables: Path) -> None:
    assert run("import", str(tables), "--from", "canada") == 0
    more = TABLE + TABLE.splitlines()[2].replace("C01.2.1", "C01.2.2") + "\n"
    table = tables / "nap6_commitments.csv"
    table.write_text(more, encoding="utf-8")
    assert run("import", str(table), "--from", "canada") == 0
    table.write_text(TABLE, encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"the table leaves out C01\.2\.2, which is kept"):
        run("import", str(table), "--from", "canada")


def test_a_table_of_a_plan_that_is_not_known_needs_its_key_and_title(tmp_path: Path) -> None:
    table = tmp_path / "tracker.csv"
    table.write_text(TABLE, encoding="utf-8")
    with pytest.raises(UsageProblem, match="say which plan this is with --key and --title"):
        run("import", str(table), "--from", "canada")
    assert run("import", str(table), "--from", "canada", "--key", "mine", "--title", "Mine") == 0
    assert Plan.objects.get().process.title == {"en": "Mine"}


@pytest.mark.parametrize(
    "order", [["KEY", "TO", "--as", "canada"], ["KEY", "--as", "canada", "TO"], ["--as", "canada", "KEY", "TO"]]
)
def test_options_stand_before_between_or_after_the_arguments(order: list[str]) -> None:
    args = parser().parse_args(["plan", "export", *order])
    assert (args.key, args.file, args.form) == ("KEY", "TO", "canada")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "the file is empty"),
        ("commitment_code,a\n".encode("utf-16"), "line 1: not UTF-8 text; save the file as UTF-8 first"),
        (bytes(range(128, 256)), "line 1: not UTF-8 text; save the file as UTF-8 first"),
    ],
)
def test_a_file_without_text_of_a_table_says_what_it_is(content: bytes, said: str, tmp_path: Path) -> None:
    table = tmp_path / "nap6.csv"
    table.write_bytes(content)
    with pytest.raises(UsageProblem) as raised:
        run("import", str(table), "--from", "canada")
    assert str(raised.value) == f"{table}: {said}"


def test_files_that_are_no_such_tables_are_refused(tables: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match="neither Canada's commitments nor its reports"):
        run("import", str(other), "--from", "canada")
    with pytest.raises(UsageProblem, match="a second table of commitments"):
        run("import", str(tables), str(tables / "nap6_commitments.csv"), "--from", "canada")
    with pytest.raises(UsageProblem, match="there is no table with commitment_code here"):
        run("import", str(tables / "nap6_reports.csv"), "--from", "canada")
    with pytest.raises(UsageProblem, match="one plan file at a time"):
        run("import", str(other), str(other))


def test_our_plan_goes_out_as_ogps_sheet_and_comes_in_as_another_plan_of_the_same_sheet(
    tmp_path: Path, capsys: Any
) -> None:
    ours, again = tmp_path / "ours.csv", tmp_path / "again.csv"
    assert run("import", str(ALBANIA)) == 0
    assert run("export", "albania-2020-2022", str(ours), "--as", "ogp-sheet") == 0
    with pytest.raises(UsageProblem, match="albania-2020-2022 did not come from a sheet"):
        run("import", str(ours), "--from", "ogp-sheet")
    for _time in range(2):
        assert run("import", str(ours), "--from", "ogp-sheet", "--key", "copy", "--title", "A copy") == 0
    assert Plan.objects.get(process__key="copy").version == 1
    assert run("export", "copy", str(again), "--as", "ogp-sheet") == 0
    assert rows(again) == rows(ours)
    assert len(rows(ours)) == 10
    capsys.readouterr()
    assert run("export", "copy", "--as", "ogp-sheet") == 0
    assert capsys.readouterr().out.startswith("Commitment Unique Identifier,Country/Locality,Action Plan Number,")


def test_a_sheet_of_others_keeps_what_a_plan_has_no_words_for(tmp_path: Path, capsys: Any) -> None:
    sheet, out = tmp_path / "sheet.csv", tmp_path / "out.csv"
    sheet.write_text(SHEET.replace("Tax,", "Tax,Starred,").replace(",0,1", ",0,,1").replace(",,,1", ",,,,1"), "utf-8")
    assert run("import", str(sheet), "--from", "ogp-sheet") == 0
    said = capsys.readouterr()
    assert said.out == "albania-2020-2022: version 1, 2 commitments\n"
    assert said.err == f"{sheet}: columns that are not kept: Starred\n"
    assert run("export", "albania-2020-2022", str(out), "--as", "ogp-sheet") == 0
    (came_columns, *came), (columns, *went) = rows(sheet), rows(out)
    for before, after in zip(came, went, strict=True):
        given = dict(zip(came_columns, before, strict=True))
        written = dict(zip(columns, after, strict=True))
        assert {name: written[name] for name in given if name != "Starred"} == {
            name: value for name, value in given.items() if name != "Starred"
        }


def test_a_sheet_without_the_plans_years_is_refused_by_the_columns_to_fill_in(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET.replace("Action Plan Duration (Years)", "Region"), encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"fill in the column “Action Plan Duration \(Years\)”"):
        run("import", str(sheet), "--from", "ogp-sheet", "--key", "copy")
    assert not Plan.objects.exists()


def test_a_broken_sheet_is_refused_by_line_and_column(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET.replace("2021-01-01", "spring"), encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"sheet\.csv: line 2, Start Date: “spring” is no day"):
        run("import", str(sheet), "--from", "ogp-sheet")
    assert not Plan.objects.exists()
