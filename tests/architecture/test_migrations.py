"""The tables are those that the models say."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What an instance with data need not wait for: the model says less, the tables stay as they are.
IN_WORDS_ALONE = [("contributions", "0011_kinds_of_rooms"), ("outcomes", "0003_sorts_of_rooms")]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", IN_WORDS_ALONE)
def test_kinds_that_rooms_bring_touch_no_table(name: tuple[str, str]) -> None:
    loader = MigrationExecutor(connection).loader
    before = loader.project_state(
        loader.graph.node_map[name].parents and [next(iter(loader.graph.node_map[name].parents)).key]
    )
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        loader.graph.nodes[name].apply(before, editor, collect_sql=True)
    assert [line for line in editor.collected_sql if not line.startswith("--")] == []
