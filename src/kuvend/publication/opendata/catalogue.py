"""The catalogue of all datasets as DCAT-AP 3.0, in JSON-LD: what portals of open data harvest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kuvend.engines.formats.language_codes import in_three_letters
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.languages import site_language, site_languages
from kuvend.foundation.datasets.columns import Dataset
from kuvend.foundation.datasets.licence import LICENCE_URL
from kuvend.foundation.datasets.listed import datasets

AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
COUNTRIES = {"AL": f"{AUTHORITY}/country/ALB"}
OFTEN = f"{AUTHORITY}/frequency/CONT"  # with every deed
GOVERNMENT = f"{AUTHORITY}/data-theme/GOVE"
FILES = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
ABOUT = _(
    "Everything public on this site is yours to take: each contribution, each answer, each report, the whole record."
)
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def in_languages(text: Any) -> list[dict[str, str]]:
    """Return a text of the interface in each language of the site that has it; where none has, as the code says it.

    A language without a catalogue, or with a gap in it, reads the site's own language, else the source.
    """
    source, own = _text_in(text, SOURCE), _text_in(text, site_language())
    values = {code: _text_in(text, code) for code in site_languages()}
    real = {
        code: words
        for code, words in values.items()
        if code == SOURCE or (words != source and (code == site_language() or words != own))
    }
    return [{"@language": code, "@value": words} for code, words in (real or {SOURCE: source}).items()]


def _text_in(text: Any, code: str) -> str:
    with translation.override(code):
        return str(text)


def _names() -> list[dict[str, str]]:
    """Return what the instance is called, in each language of the site in which its file says it, else in any."""
    own_names: Mapping[str, str] = settings.KUVEND_INSTANCE.name
    names: Mapping[str, str] = {
        code: name for code, name in settings.SITE_NAME.items() if code in own_names
    } or own_names
    return [{"@language": code, "@value": name} for code, name in names.items()]


def _publisher() -> dict[str, Any]:
    return {
        "@id": site_url("/#publisher"),
        "@type": "foaf:Agent",
        "foaf:name": _names(),
        "foaf:homepage": _iri(site_url()),
    }


def _languages() -> list[dict[str, str]]:
    codes = [in_three_letters(code).upper() for code in site_languages()]
    return [_iri(f"{AUTHORITY}/language/{code}") for code in codes if code]


def _distribution(dataset: Dataset, extension: str) -> dict[str, Any]:
    format_, media = FILES[extension]
    address = site_url(reverse(f"data_{extension}", args=[dataset.name]))
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": [{"@language": "en", "@value": f"{dataset.name}.{extension}"}],
        "dcat:accessURL": _iri(address),
        "dcat:downloadURL": _iri(address),
        "dct:format": _iri(f"{AUTHORITY}/file-type/{format_}"),
        "dcat:mediaType": _iri(f"{MEDIA}/{media}"),
        "dct:license": _iri(LICENCE_URL),
        "dct:language": _languages(),
    }


def dataset_id(dataset: Dataset) -> str:
    """Return the name of a dataset in the catalogue."""
    return site_url(f"{reverse('data_catalogue')}#{dataset.name}")


def _dataset(dataset: Dataset) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@id": dataset_id(dataset),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": in_languages(dataset.title),
        "dct:description": in_languages(dataset.holds),
        "dct:publisher": _iri(site_url("/#publisher")),
        "dct:language": _languages(),
        "dct:accrualPeriodicity": _iri(OFTEN),
        "dcat:theme": [_iri(GOVERNMENT)],
        "dcat:landingPage": [_iri(site_url(f"/{code}/open-data/")) for code in site_languages()],
        "dcat:distribution": [_distribution(dataset, extension) for extension in FILES],
    }
    if settings.KUVEND_COUNTRY in COUNTRIES:
        described["dct:spatial"] = _iri(COUNTRIES[settings.KUVEND_COUNTRY])
    return described


def _service() -> dict[str, Any]:
    return {
        "@id": site_url("/api/v1/#service"),
        "@type": "dcat:DataService",
        "dct:title": [{**name, "@value": f"{name['@value']}: JSON API"} for name in _names()],
        "dcat:endpointURL": _iri(site_url("/api/v1/")),
        "dcat:endpointDescription": _iri(site_url(reverse("data_openapi"))),
        "dcat:servesDataset": [_iri(dataset_id(dataset)) for dataset in datasets().values()],
        "dct:license": _iri(LICENCE_URL),
    }


def catalogue() -> dict[str, Any]:
    """Return the catalogue. No SQL."""
    return {
        "@context": CONTEXT,
        "@id": site_url(reverse("data_catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _names(),
        "dct:description": in_languages(ABOUT),
        "dct:publisher": _publisher(),
        "dct:license": _iri(LICENCE_URL),
        "dct:language": _languages(),
        "foaf:homepage": _iri(site_url()),
        "dcat:themeTaxonomy": [_iri(f"{AUTHORITY}/data-theme")],
        "dcat:dataset": [_dataset(dataset) for dataset in datasets().values()],
        "dcat:service": [_service()],
    }
