"""A participant leaves as a whole at its moment: words that were emptied before their fact wait for it again."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def wait_for_their_fact(apps: Any, schema_editor: Any) -> None:
    leaving, contribution = (apps.get_model("contributions", name) for name in ("Leaving", "Contribution"))
    for row in leaving.objects.all():
        contribution.objects.filter(public_id__in=row.withdrawn, state="withdrawn").update(state="pending")


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0007_addresses_are_links"),
        ("processes", "0004_people_count"),
    ]

    operations = [
        migrations.RunPython(wait_for_their_fact, migrations.RunPython.noop),
        migrations.AddField("leaving", "words_too", models.BooleanField(default=True), preserve_default=False),
        migrations.RemoveField("leaving", "withdrawn"),
        migrations.AlterField(
            "leaving",
            "participant",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="leaving", to="processes.participant"
            ),
        ),
    ]
