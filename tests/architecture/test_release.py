"""The version is said once, in pyproject.toml; what else names it says the same, and each release has its page."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
RELEASE = re.compile(r"^## \[(\d[\w.]*)\](?: - (\d{4}-\d\d-\d\d))?$", re.MULTILINE)


def releases() -> list[tuple[str, str]]:
    """(version, day) of every release in the changelog, the newest first."""
    return RELEASE.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def test_the_newest_release_of_the_changelog_is_this_version_and_public_code_names_it_with_its_day() -> None:
    version, day = releases()[0]
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert (version, version, day) == (VERSION, public["softwareVersion"], str(public["releaseDate"]))


def test_every_release_since_the_first_has_its_page_that_the_documents_lead_to() -> None:
    later = [version for version, _day in releases()[:-1]]
    start = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert later
    for version in later:
        text = (ROOT / "docs" / "releases" / f"{version}.md").read_text(encoding="utf-8")
        assert text.startswith(f"# Kuvend {version}\n")
        assert f"releases/{version}.md" in start
