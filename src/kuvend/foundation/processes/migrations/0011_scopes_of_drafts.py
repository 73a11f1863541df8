"""Drafts of activities belong to a scope; those of before to their process's own."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_process(apps, schema_editor):
    """Give each draft the scope of its process."""
    process = apps.get_model("processes", "Process").objects.filter(pk=OuterRef("process"))
    apps.get_model("processes", "ActivityDraft").objects.update(scope=Subquery(process.values("scope")[:1]))


def _scope(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.scope", **more
    )


class Migration(migrations.Migration):
    atomic = False  # rows change before the column is made firm

    dependencies = [("people", "0001_initial"), ("processes", "0010_evidence_versions")]
    operations = [
        migrations.AddField("activitydraft", "scope", _scope(null=True)),
        migrations.RunPython(take_the_process, migrations.RunPython.noop),
        migrations.AlterField("activitydraft", "scope", _scope()),
    ]
