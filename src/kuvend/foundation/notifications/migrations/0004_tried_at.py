from django.db import migrations, models
from django.db.models import F


def as_queued(apps, schema_editor):
    """Count the pauses of letters that wait for a further try from when they were queued."""
    apps.get_model("notifications", "Mail").objects.filter(tries__gt=0, sent_at=None).update(tried_at=F("queued_at"))


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_no_reminders")]

    operations = [
        migrations.AddField("mail", "tried_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(as_queued, migrations.RunPython.noop),
    ]
