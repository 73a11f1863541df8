"""An empty choice is said in words, in every form there is: never a row of dashes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.utils import translation

import kuvend
from kuvend.foundation.people.enums import Role
from tests.support.house import signed_in
from tests.support.walking import own_pages
from tests.support.whole_house import WholeHouse

SOURCE = Path(kuvend.__file__).parent


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Every form class that our modules define."""
    for path in SOURCE.rglob("*.py"):
        if "forms" not in path.read_text(encoding="utf-8") or "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        if "cli" in path.parts or path.name in {"wsgi.py", "asgi.py", "__main__.py"}:
            continue
        for _name, found in inspect.getmembers(import_module(name), inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == name:
                yield found


def empty_words(field: forms.Field) -> list[str]:
    """What a field calls the choice of nothing."""
    if isinstance(field, forms.ModelChoiceField):
        return [] if field.empty_label is None or field.required else [str(field.empty_label)]
    choices: Any = getattr(field, "choices", [])
    return [str(label) for value, label in choices if value in ("", None)]


def test_no_form_class_calls_nothing_a_row_of_dashes() -> None:
    classes = list(form_classes())
    assert len(classes) > 20
    dashed = [
        f"{form.__name__}.{name}"
        for form in classes
        for name, field in getattr(form, "base_fields", {}).items()
        if any("--" in words or not words.strip() for words in empty_words(field))
    ]
    assert not dashed


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_page_offers_a_row_of_dashes(language: str) -> None:
    """What forms are given only when they are drawn is seen on their pages."""
    whole = WholeHouse()
    officials = [signed_in(whole.house.official(role, scope=whole.house.site)) for role in Role.values]
    clients = [Client(), signed_in(whole.author), *officials]
    selects = 0
    with translation.override(language):
        for name, address in own_pages(whole):
            for client in clients:
                page = client.get(address)
                if page.status_code == 200:
                    body = page.content.decode()
                    selects += "<select" in body
                    assert "-----" not in body.replace("<!--", ""), name
                    break
    assert selects > 10
