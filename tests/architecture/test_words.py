"""No typed words get past the door: every form's text fields normalise first and count afterwards."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django import forms

import kuvend
from kuvend.foundation.core.door.fields import AddressField, LineField
from kuvend.foundation.core.text import ordinal

SOURCES = Path(kuvend.__file__).parent
PAST_IT = ("CharField", "URLField", "SlugField", "RegexField", "ModelForm")
# An e-mail address has a canonical form of its own.
OTHER_TEXTS = (LineField, AddressField, forms.EmailField, forms.ChoiceField)


def _forms(kind: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for found in kind.__subclasses__():
        yield from _forms(found)
        if found.__module__.startswith("kuvend."):
            yield found


def test_every_text_field_of_every_form_passes_the_door() -> None:
    for module in walk_packages([str(SOURCES)], "kuvend."):
        if ".forms" in module.name:
            import_module(module.name)
    found = list(_forms())
    assert len(found) > 15
    past = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in found
        if not form.__module__.startswith("kuvend.foundation.people")  # addresses and codes: its own door
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, OTHER_TEXTS)
    ]
    assert not past, past


def test_no_form_makes_a_text_field_of_its_own() -> None:
    made = re.compile(rf"forms\.({'|'.join(PAST_IT)})\b(?!\])")
    past = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for path in SOURCES.rglob("*.py")
        if "core/door" not in path.as_posix()
        for line in path.read_text().splitlines()
        if made.search(line)
    ]
    assert not past, past


def test_no_page_tells_the_browser_to_cut_words() -> None:
    cutting = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES.rglob("*.html")
        for line in path.read_text().splitlines()
        if "maxlength" in line and 'type="email"' not in line and 'autocomplete="one-time-code"' not in line
    ]
    assert not cutting, cutting


TITLED = re.compile(r"\{\{ *[\w.]*number *\}\} \{\{[^}]*title|\{[\w.]*number\} \{[\w.]*title")
COUNTED = re.compile(r"\{\{[^}]*(\bn|count\w*|length|total)(\|number)? *\}\} *\{% *translate")


def test_no_number_reads_as_a_count_of_what_follows() -> None:
    """“1 Hours” is the title of section 1 (`ordinal` writes “1.”); what is counted has forms of one and of several."""
    found = [
        f"{path.relative_to(SOURCES)}: {line.strip()[:160]}"
        for ending in ("*.html", "*.txt", "*.py")
        for path in SOURCES.rglob(ending)
        for line in path.read_text().splitlines()
        if TITLED.search(line) or COUNTED.search(line)
    ]
    assert not found, found


def test_the_number_of_a_part_has_its_full_stop() -> None:
    assert [ordinal(number) for number in ("1", "4.2", "I", "")] == ["1.", "4.2", "I.", ""]
