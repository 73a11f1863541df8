"""The bytes of evidence move to the room of documents: copied, pointed to, and only then dropped here."""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = "sha256, media_type, size, content"
BRING = f"INSERT INTO documents_filecontent ({COLUMNS}) SELECT {COLUMNS} FROM plans_evidencefile ON CONFLICT DO NOTHING"
TAKE_BACK = f"INSERT INTO plans_evidencefile ({COLUMNS}) SELECT {COLUMNS} FROM documents_filecontent"


def points_to(target, **null):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=target, **null)


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0011_no_plan_of_a_standing_process"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(BRING, migrations.RunSQL.noop),
        migrations.AlterField("evidence", "file", points_to("documents.filecontent", blank=True, null=True)),
        migrations.AlterField("keptfile", "file", points_to("documents.filecontent")),
        # Backwards: the table is made again, filled, and only then pointed to.
        migrations.RunSQL(migrations.RunSQL.noop, TAKE_BACK),
        migrations.DeleteModel("EvidenceFile"),
    ]
