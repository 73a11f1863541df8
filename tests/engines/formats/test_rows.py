"""Rows of table files: right, or refused with their line; an end that comes early is said."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kuvend.engines.formats.moments import read_moment
from kuvend.engines.formats.rows import FileRow, UnreadableFile, rows_of

TIRANE = ZoneInfo("Europe/Tirane")


def read(text: str, form: str = "csv") -> list[FileRow]:
    return list(rows_of(io.BytesIO(text.encode("utf-8", "surrogatepass")), form))


def test_a_long_cell_does_not_end_the_reading() -> None:
    rows = read(f"id,body\n1,a\n2,{'b' * 150_000}\n3,c\n4,d\n")
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert not any(row.problem for row in rows)


def test_a_quotation_mark_that_is_never_closed_ends_the_reading_and_says_so() -> None:
    rows = read('id,body\n1,a\n2,"b\n3,c\n4,d\n')
    assert [(row.line, row.ends) for row in rows] == [(2, False), (3, True)]
    assert "not readable" in rows[1].problem


def test_what_a_spreadsheet_leaves_behind_is_nothing() -> None:
    rows = read("id;title;body;;\n1;A;B;;\n;;;;\n\n  ; ;;;\n2;C;D\n3;E;F;;;;\n4;G;H;x;\n")
    assert [row.values.get("title") for row in rows] == ["A", None, "E", None]
    assert [(row.line, row.problem) for row in rows if row.problem] == [
        (6, "3 cells where the header has 5"),
        (8, "cell 4 stands in a column without a name"),
    ]


def test_an_array_of_json_is_read_with_the_line_of_each_object() -> None:
    rows = read('[\n{"id": 1, "title": "A"},\n{"id": 2,\n "title": "B"},\n{"id": 3, "title": "C"}\n]\n', "json")
    assert [(row.line, row.values["title"]) for row in rows] == [(2, "A"), (3, "B"), (5, "C")]


def test_an_array_that_breaks_off_says_that_the_rest_was_not_read() -> None:
    rows = read('[\n{"id": 1},\n{"id": \n', "json")
    assert [(row.line, row.ends) for row in rows] == [(2, False), (3, True)]
    with pytest.raises(UnreadableFile, match="array"):
        read('{"id": 1}', "json")


@pytest.mark.parametrize("form", ["json", "json lines"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ('{"title": ' + "[" * 100_000 + "]" * 100_000 + "}", ""),
        ('{"title": "first", "title": "second"}', "the key 'title' stands there twice"),
        ('{"title": {"en": "a", "en": "b"}}', "the key 'en' stands there twice"),
        ('{"title": NaN}', "NaN is no value of JSON"),
        ('{"title": -Infinity}', "-Infinity is no value of JSON"),
        ('{"title": 1e999}', "1e999 is too large a number"),
        ('{"title": {"en": -1E400}}', "-1E400 is too large a number"),
    ],
)
def test_json_that_is_too_deep_or_means_several_things_is_a_bad_row(form: str, value: str, says: str) -> None:
    rows = read(f'[{{"title": "A"}},\n{value}]' if form == "json" else f'{{"title": "A"}}\n{value}\n', form)
    assert (rows[0].problem, rows[1].line, len(rows)) == ("", 2, 2)
    assert rows[1].problem
    assert says in rows[1].problem
    assert rows[1].ends == (form == "json")


@pytest.mark.parametrize("text", ['[{"id": 1}\n{"id": 2}]', '[{"id": 1},,{"id": 2}]', '[{"id": 1},]', '[,{"id": 1}]'])
def test_commas_of_an_array_are_where_they_belong(text: str) -> None:
    last = read(text, "json")[-1]
    assert last.ends
    assert last.problem.startswith("not readable as JSON")


def test_an_empty_array_has_no_rows() -> None:
    assert read("[]", "json") == read(" [ \n ] \n", "json") == []


@pytest.mark.parametrize(
    ("above", "separator"),
    [("\n\n", ","), ("sep=;\n", ";"), ('"sep=;"\r\n', ";"), ("\ufeffSEP=\t\n", "\t"), (" \n", ";")],
)
def test_empty_lines_and_a_named_separator_above_the_header_are_nothing(above: str, separator: str) -> None:
    (row,) = read(
        f"{above}id{separator}{'a' if above.isspace() else 'a,b,c,d'}{separator}title\n1{separator}2{separator}one\n"
    )
    assert list(row.values.values()) == ["1", "2", "one"]
    assert row.line == above.count("\n") + 2


def test_a_separator_that_is_not_read_is_said() -> None:
    with pytest.raises(UnreadableFile, match="line 1: the separator is none of"):
        read("sep=|\nid|title\n1|one\n")
    with pytest.raises(UnreadableFile, match="line 3: the column 'id' stands there twice"):
        read("\n\nid,id\n1,2\n")


def test_half_a_character_is_named_with_its_line() -> None:
    rows = read('{"id":"s1","title":"Half \\ud83d emoji"}\n{"id":"s2","title":"Whole"}\n', "json lines")
    assert "half a character" in rows[0].problem
    assert rows[0].line == 1
    assert rows[1].values["title"] == "Whole"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json lines", '{"title": "a"}\n{"title": "a\\u0000b"}\n'),
        ("json lines", '{"title": "a"}\n{"title": {"en": ["a\\u0000b"]}}\n'),
        ("json lines", '{"title": "a"}\n{"t\\u0000": "a"}\n'),
        ("json", '[{"title": "a"},\n{"title": "a\\u0000b"}]'),
        ("csv", "title\na\0b\n"),
    ],
)
def test_a_nul_is_in_no_text_and_named_with_its_line(form: str, text: str) -> None:
    rows = read(text, form)
    assert (rows[-1].line, rows[-1].values, rows[-1].ends) == (2, {}, False)
    assert "NUL" in rows[-1].problem


def test_a_nul_in_the_names_of_columns_is_said() -> None:
    with pytest.raises(UnreadableFile, match=r"line 1: the header .*NUL"):
        read("title\0,body\na,b\n")


def test_a_large_number_and_words_that_name_a_nul_are_texts() -> None:
    rows = read('{"title": 1e99, "body": "\\\\u0000"}\n', "json lines")
    assert rows[0].values == {"title": "1e+99", "body": "\\u0000"}


def test_objects_are_told_from_texts() -> None:
    (row,) = read('{"title": {"en": "Bike lane"}, "body": "b"}\n', "json lines")
    assert row.nested == {"title"}


def test_a_byte_that_is_no_text_is_named_by_its_line() -> None:
    with pytest.raises(UnreadableFile, match="line 3"):
        rows_of(io.BytesIO(b"title\nfine\nK\xebrkes\n"), "csv")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-31T23:30", datetime(2026, 5, 31, 21, 30, tzinfo=UTC)),
        ("2026-05-31T23:30+02:00", datetime(2026, 5, 31, 21, 30, tzinfo=UTC)),
        ("2026-05-31", datetime(2026, 5, 31, 10, tzinfo=UTC)),
        ("2018-03-19 12:43:19 UTC", datetime(2018, 3, 19, 12, 43, 19, tzinfo=UTC)),
        ("2018-03-19 12:43:19 +0100", datetime(2018, 3, 19, 11, 43, 19, tzinfo=UTC)),
        ("2018-03-19T12:43:19.250Z", datetime(2018, 3, 19, 12, 43, 19, 250_000, tzinfo=UTC)),
        ("2018-03-19 12:43:19.123456+00", datetime(2018, 3, 19, 12, 43, 19, 123_456, tzinfo=UTC)),
        ("2018/03/19 12:43", datetime(2018, 3, 19, 11, 43, tzinfo=UTC)),
        ("19.03.2018", datetime(2018, 3, 19, 11, tzinfo=UTC)),
        ("Mon, 19 Mar 2018 12:43:19 +0000", datetime(2018, 3, 19, 12, 43, 19, tzinfo=UTC)),
        ("Sun, 31 May 2026 23:30:00 +0200", datetime(2026, 5, 31, 21, 30, tzinfo=UTC)),
        ("31 may 2026 23:30 GMT (London)", datetime(2026, 5, 31, 23, 30, tzinfo=UTC)),
        ("Sun, 31 May 2026 23:30:00", datetime(2026, 5, 31, 21, 30, tzinfo=UTC)),
        ("Sun May 31 23:30:00 2026", datetime(2026, 5, 31, 21, 30, tzinfo=UTC)),
        ("Sun May 31 23:30:00 UTC 2026", datetime(2026, 5, 31, 23, 30, tzinfo=UTC)),
        ("Sun May  3 23:30:00 +0000 2026", datetime(2026, 5, 3, 23, 30, tzinfo=UTC)),
        ("Sun, 31 May 2026 23:30:00 CEST", None),
        ("Sun, 31 May 2026 23:30:00 EST", None),
        ("Mon, 31 May 2026 23:30:00 +0000", None),
        ("May 31, 2026, 11:30 PM", None),
        ("May 31, 2026 23:30", None),
        ("31 May 26 23:30", None),
        ("Sun, 31 May 2026 11:30:00 PM", None),
        ("2026-05-31 11:30 PM", None),
        ("2026-05-31T23:30+02:60", None),
        ("2026-05-31T23:30+02:", None),
        ("2026-05/31", None),
        ("\uff12026-05-31", None),
        ("0001-01-01T00:00+14:00", None),
        ("9999-12-31", None),
        ("1899-12-30", None),
        ("03/04/2018", None),
        ("2018-13-40", None),
        ("yesterday", None),
        ("2018-03-19 25:00", None),
    ],
)
def test_moments_as_others_write_them(text: str, moment: datetime | None) -> None:
    assert read_moment(text, TIRANE) == moment
