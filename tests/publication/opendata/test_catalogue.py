"""The catalogue says what DCAT-AP 3.0 asks for, and every address in it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.test import Client

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.datasets.listed import datasets
from kuvend.publication.opendata.catalogue import ABOUT, catalogue, in_languages

MANDATORY = {  # DCAT-AP 3.0.1, mandatory properties
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher"},
    "dcat:Dataset": {"dct:title", "dct:description"},
    "dcat:Distribution": {"dcat:accessURL"},
    "dcat:DataService": {"dcat:endpointURL", "dct:title"},
    "foaf:Agent": {"foaf:name"},
}
Read = Callable[[str], Any]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every described thing in a tree."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from nodes(one)


def test_every_thing_has_what_the_profile_asks_for(db: None, read: Read) -> None:
    found = list(nodes(read("/open-data/catalog.jsonld")))
    assert {node["@type"] for node in found} == set(MANDATORY)
    for node in found:
        assert MANDATORY[node["@type"]] <= set(node), node["@id"]
    assert len({node["@id"] for node in found}) == len(found)


def test_names_use_declared_prefixes_and_references_are_absolute(db: None, read: Read) -> None:
    catalogue = read("/open-data/catalog.jsonld")
    for node in nodes(catalogue):
        names = [name for name in node if not name.startswith("@")] + [node["@type"]]
        assert {name.split(":")[0] for name in names} <= set(catalogue["@context"])
        for value in node.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and set(one) == {"@id"}:
                    assert one["@id"].startswith(("https://", "http://")), one


def test_each_dataset_has_both_files_under_the_licence_and_titles_in_both_languages(db: None, read: Read) -> None:
    described = read("/open-data/catalog.jsonld")["dcat:dataset"]
    assert [one["dct:identifier"] for one in described] == list(datasets())
    for one in described:
        assert {title["@language"] for title in one["dct:title"]} == {"sq", "en"}
        assert one["dct:title"][0]["@value"] != one["dct:title"][1]["@value"]
        assert one["dct:accrualPeriodicity"]["@id"].endswith("/frequency/CONT")
        for file in one["dcat:distribution"]:
            assert file["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"
            address = file["dcat:downloadURL"]["@id"].removeprefix(site_url())
            response = Client().get(address)
            assert response.status_code == 200
            assert response["Content-Type"].split(";")[0] in file["dcat:mediaType"]["@id"]


def _said_in(tagged: list[dict[str, str]]) -> dict[str, str]:
    return {one["@language"]: one["@value"] for one in tagged}


def test_words_are_tagged_with_the_language_that_they_are_in(settings: Any) -> None:
    """A language without a catalogue reads the site's own, and no language has a text that stands in none."""
    both = _said_in(in_languages(ABOUT))
    assert set(both) == {"sq", "en"}
    settings.LANGUAGES = [("sq", "Shqip"), ("en", "English"), ("qaa", "qaa"), ("ar", "العربية")]
    assert _said_in(in_languages(ABOUT)) == both
    settings.LANGUAGES = [("sq", "Shqip"), ("qaa", "qaa")]
    assert _said_in(in_languages(ABOUT)) == {"sq": both["sq"]}
    assert _said_in(in_languages("A text without a translation")) == {"en": "A text without a translation"}


def test_languages_are_those_of_the_site_that_the_list_of_the_union_has(db: None, settings: Any) -> None:
    settings.LANGUAGES = [(code, code) for code in ("sq", "ar", "qaa", "zh-hans", "rup")]
    assert [one["@id"].rpartition("/")[2] for one in catalogue()["dct:language"]] == ["SQI", "ARA", "ZHO", "RUP"]


def test_the_name_of_the_instance_is_tagged_with_the_languages_that_its_file_says_it_in(
    db: None, settings: Any
) -> None:
    settings.LANGUAGES = [("qaa", "qaa"), ("en", "English")]
    for told, tagged in (({"sq": "Emri"}, {"sq": "Emri"}), ({"sq": "Emri", "en": "Name"}, {"en": "Name"})):
        settings.KUVEND_INSTANCE = replace(settings.KUVEND_INSTANCE, name=told)
        settings.SITE_NAME = {code: told.get(code, "Emri") for code in ("qaa", "en")}
        assert _said_in(catalogue()["dct:title"]) == _said_in(catalogue()["dct:publisher"]["foaf:name"]) == tagged


def test_turtle_says_the_same(db: None, read: Read) -> None:
    catalogue = read("/open-data/catalog.jsonld")
    response = Client().get("/open-data/catalog.ttl")
    assert response["Content-Type"].startswith("text/turtle")
    text = response.content.decode()
    blocks = re.findall(r"^<([^>]+)> a (\S+) ;$", text, re.MULTILINE)
    assert sorted(blocks) == sorted((node["@id"], node["@type"]) for node in nodes(catalogue))
    properties = sum(not name.startswith("@") for node in nodes(catalogue) for name in node)
    assert len(re.findall(r"^    \w+:\w+ ", text, re.MULTILINE)) == properties
    used = set(re.findall(r"\b(\w+):\w+(?= [<\"])", text))
    assert used <= set(re.findall(r"^@prefix (\w+): <", text, re.MULTILINE))
