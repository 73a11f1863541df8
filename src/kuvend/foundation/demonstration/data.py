"""Reading the demonstration's texts: each chapter has a folder of its own, all are read as one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from kuvend.foundation.demonstration.chapters import chapters

Entry: TypeAlias = dict[str, Any]
OWN = Path(__file__).parent / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it: ten times as fast


def _files(pattern: str) -> list[Path]:
    """Return the files of all chapters whose names fit, the own ones first."""
    folders = [OWN, *(chapter.folder for chapter in chapters())]
    return [path for folder in folders for path in sorted(folder.glob(pattern))]


@cache
def _content(path: Path) -> Entry:
    content: Entry = yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one
    return content


def read(name: str) -> Entry:
    """Return the content of `<name>.yaml`, read once: callers do not change it. Raises LookupError without one."""
    for path in _files(f"{name}.yaml"):
        return _content(path)
    raise LookupError(f"no chapter of the demonstration has {name}.yaml")


def entries(name: str) -> list[Entry]:
    """Return the entries of `<name>.yaml`, which holds one list called like the file, and of its further parts."""
    paths = [*_files(f"{name}.yaml"), *_files(f"{name}_more_*.yaml")]
    return [entry for path in paths for entry in _content(path)[path.stem]]


def reworded(text: Any, change: Entry) -> dict[str, str]:
    """Return a text by language with the words of a change in place of the old ones."""
    new = dict(text)
    for language in new:
        for old_words, new_words in change[language]:
            new[language] = new[language].replace(old_words, new_words)
    return new
