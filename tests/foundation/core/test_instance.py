"""The identity of an instance: read from one file, refused with the entry that is wrong, shown on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings

from kuvend.foundation.core.instance import Instance, in_language, read_instance
from kuvend.web.identity import OF_THE_DEMONSTRATION

ROOT = Path(__file__).parents[3] / "src" / "kuvend" / "web"


def written(folder: Path, text: str) -> Path:
    path = folder / "instance.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nobody_is_named_and_that_is_said(tmp_path: Path) -> None:
    known = read_instance(tmp_path / "instance.toml")
    assert known == Instance()
    assert len(known.missing()) == 6


def test_the_file_that_is_written_to_be_filled_in_is_read(tmp_path: Path) -> None:
    known = read_instance(written(tmp_path, (ROOT / "cli" / "instance.toml").read_text(encoding="utf-8")))
    assert known == Instance()


def test_the_demonstration_names_everything(tmp_path: Path) -> None:
    assert not read_instance(OF_THE_DEMONSTRATION).missing()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[nam]\nsq = 'x'", r"\[nam\] is no part of it"),
        ("[contact]\nmail = 'x'", r"\[contact\] mail is no entry"),
        ("[contact]\nemail = 'x'", "no e-mail address"),
        ("[name]\nsq = 1", "text by language"),
        ("[operator]\nname = 'x'", "text by language"),
        ("[operator]\nname = {de = 'x'}", "none of sq, en"),
        ("[face]\naccent = 'red'", "no colour"),
        ("[face]\nlogo = '../secret-key'", "beside it"),
        ("[face]\nlogo = 'none.svg'", "not there"),
        ("[place]\ntime_zone = 'Europe/Nowhere'", "no time zone"),
        ("[place]\nlanguages = []", "list of"),
        ("[place]\nlanguages = ['sq', 'sq']", "stands twice"),
        ("[place]\nlanguages = ['Shqip']", "'Shqip' is none"),
        ("[place]\nlanguages = [1]", "list of"),
        ("[accessibility]\nreviewed = '2026'", "a day"),
        ("[name", "Expected"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as error:
        read_instance(written(tmp_path, text))
    assert "\n" not in str(error.value)


def test_a_language_that_lacks_words_falls_back_to_the_first_that_has_some() -> None:
    assert in_language({"sq": "Komuna"}, "en") == "Komuna"
    assert in_language({}, "en") == ""


@pytest.mark.django_db
def test_every_page_says_who_runs_the_site_and_where_to_write(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    known = Instance(
        name={"en": "Open Shkodra"},
        operator={"en": "Municipality of Shkodra"},
        email="office@shkodra.example",
        telephone="+355 22",
        address={"en": "1 Square"},
        controller={"en": "The mayor"},
        retention={"en": "Three years"},
        logo=tmp_path / "logo.svg",
        accent="#004f9f",
        named=True,
    )
    with override_settings(KUVEND_INSTANCE=known, SITE_NAME={"sq": "Shkodra", "en": "Open Shkodra"}):
        home = Client().get("/en/").content.decode()
        assert "· Open Shkodra</title>" in home
        for said in ("Municipality of Shkodra", "mailto:office@shkodra.example", "tel:+355 22", "1 Square"):
            assert said in home
        privacy = Client().get("/en/about/privacy/").content.decode()
        assert "The mayor" in privacy
        assert "Three years" in privacy
        assert "Municipality of Shkodra makes and carries out" in Client().get("/en/about/").content.decode()
        logo, face = Client().get("/instance/logo"), Client().get("/instance/face.css")
        assert (logo["Content-Type"], face.content) == ("image/svg+xml", b":root { --accent: #004f9f; }\n")
    assert Client().get("/instance/logo").status_code == 404
    assert Client().get("/instance/face.css").status_code == 404
