"""Compile the texts (.po) that people read into what gettext loads (.mo): at build time and in `make setup`.

The compiled files are not committed. Entries marked fuzzy are left out: half a translation is none.
"""

import sys
from pathlib import Path
from typing import Any

import polib

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, where the build system may be absent
    BuildHookInterface = object


class MessagesHook(BuildHookInterface):
    """Runs before the wheel or the editable install is made."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue below src."""
        compile_messages(Path(self.root) / "src")


def compile_messages(folder: Path) -> int:
    """Compile the catalogues below `folder` that are newer than their compiled file; return how many."""
    done = 0
    for source in sorted(folder.rglob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            done += 1
    return done


if __name__ == "__main__":
    compile_messages(Path(sys.argv[1] if len(sys.argv) > 1 else "src"))
