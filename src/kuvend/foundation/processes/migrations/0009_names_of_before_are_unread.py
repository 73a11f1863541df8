"""Names that people chose before anybody read them stand in the moderators' queue."""

from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Now


def queue(apps, schema_editor):
    """Let the chosen names of people count as unread from now on."""
    named = ~Q(shown_name="") | ~Q(organisation="")
    apps.get_model("processes", "Participant").objects.filter(named, person__isnull=False).update(
        name_unread_since=Now()
    )


class Migration(migrations.Migration):
    dependencies = [("processes", "0008_names_are_read")]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
