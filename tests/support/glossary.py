"""The words of Kuvend as data (docs/glossary.yaml), the page that is drawn from them, and the texts they hold for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
import yaml

from tests.support import texts

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/glossary.md"
ENGINES = ROOT / "src/kuvend/engines"
RULES = [ENGINES / "plancheck/rules.yaml", *sorted((ENGINES / "deadlines/clocks/regimes").glob("*.yaml"))]
# What institutions say in the demonstration: the words of people stay as they were written.
PLAN_DATA = ROOT / "src/kuvend/accountability/plans/demonstration/data"
OWNERS = [PLAN_DATA / f"{name}.yaml" for name in ("demo_plan", "next_plan", "reviews", "reports")]
CONTROL = re.compile(r"<(a|button)\b[^>]*>(.*?)</\1>", re.DOTALL)
SAID = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
SAID_IN_BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
FILLED_IN = re.compile(r"{{\s*(\w+)\s*}}")
PLURAL = re.compile(r"{%\s*plural\s*%}")
# Shtoni, Shihni, Kthehuni, Hiqeni, Kontrollojeni: the imperative to several people, or to one politely.
POLITE = re.compile(r"^\w+ni\b")

HEAD = """# Glossary

{about}

## What people meet

| English | Albanian | meaning here |
|---|---|---|
"""
BETWEEN = """
## What the code says besides

| word | meaning |
|---|---|
"""
END = "\nNot used: phase, module (for an activity), project, space, submission, feedback item, log entry.\n"


@dataclass(frozen=True)
class Wrong:
    """A form that no Albanian text uses."""

    form: re.Pattern[str]
    say: str
    interface_only: bool = False
    allowed: tuple[str, ...] = ()

    def within(self, text: str) -> str:
        """Return the form as it stands in a text, "" when it does not."""
        for phrase in self.allowed:
            text = text.replace(phrase, "")
        match = self.form.search(text)
        return match[0].strip() if match else ""


def words() -> dict[str, Any]:
    """Return the glossary as it stands in its file."""
    content: dict[str, Any] = yaml.safe_load((ROOT / "docs/glossary.yaml").read_text())
    return content


def wrong_forms() -> list[Wrong]:
    """Return every forbidden form, of the terms and those of their own."""
    of_terms = [Wrong(re.compile(form), term["albanian"]) for term in words()["people"] for form in term.get("not", [])]
    return [
        *of_terms,
        *(
            Wrong(
                re.compile(entry["form"]),
                entry["say"],
                entry.get("where") == "interface",
                tuple(entry.get("except", ())),
            )
            for entry in words()["forms"]
        ),
    ]


def page() -> str:
    """Draw the glossary's page."""
    people = [f"| {term['english']} | {term['albanian']} | {term.get('meaning', '')} |" for term in words()["people"]]
    code = [f"| {entry['word']} | {entry['meaning']} |" for entry in words()["code"]]
    return (
        HEAD.format(about=words()["about"])
        + "\n".join(people).replace("|  |", "| |")
        + "\n"
        + BETWEEN
        + "\n".join(code)
        + "\n"
        + END
    )


def interface() -> Iterator[tuple[str, str]]:
    """Yield every Albanian text of the catalogues, the plan check's rules and the clocks, with its English or place."""
    for catalogue in texts.catalogues("sq"):
        for entry in catalogue:
            for said in _said(entry):
                yield entry.msgid, said
    for path in RULES:
        for said in _in_albanian(yaml.safe_load(path.read_text())):
            yield path.name, said


def owners() -> Iterator[tuple[str, str]]:
    """Yield what the institutions of the demonstration say in Albanian, with its file."""
    for path in OWNERS:
        for said in _in_albanian(yaml.safe_load(path.read_text())):
            yield path.name, said


def _in_albanian(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        if isinstance(thing.get("sq"), str):
            yield thing["sq"]
        for inner in thing.values():
            yield from _in_albanian(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _in_albanian(inner)


def controls() -> Iterator[tuple[str, str]]:
    """Yield what each button and link of a template says in Albanian, with its English."""
    known: dict[str, list[str]] = {}
    for catalogue in texts.catalogues("sq"):
        for entry in catalogue:
            known.setdefault(entry.msgid, []).extend(_said(entry))
    for path in sorted(texts.SOURCE.rglob("templates/**/*.html")):
        for control in CONTROL.finditer(path.read_text()):
            for english in _english(control[2]):
                for said in known.get(english, []):
                    yield english, said


def _said(entry: polib.POEntry) -> list[str]:
    return [said for said in (entry.msgstr, *entry.msgstr_plural.values()) if said]


def _english(inside: str) -> Iterator[str]:
    yield from (double or single for double, single in SAID.findall(inside))
    for block in SAID_IN_BLOCK.findall(inside):
        yield FILLED_IN.sub(r"%(\1)s", PLURAL.split(block)[0])
