"""Names that were chosen before they were compared get their skeleton; of two that look alike the older stays.

The other goes back to its pseudonym, and its number is printed, so that whoever runs the site can tell the person.
"""

from django.db import migrations, models

from kuvend.foundation.core.lookalikes import skeleton

LENGTH = 250


def compare(apps, schema_editor):
    Participant = apps.get_model("processes", "Participant")
    taken = set(Participant.objects.exclude(name_skeleton="").values_list("process_id", "name_skeleton"))
    named = Participant.objects.exclude(shown_name="").filter(name_skeleton="", person__isnull=False)
    for row in named.order_by("pk"):
        row.name_skeleton = skeleton(row.shown_name)[:LENGTH]
        if (row.process_id, row.name_skeleton) in taken:
            print(f"participant {row.public_id}: its name looks like an older one; it shows its pseudonym again")
            row.shown_name = row.name_skeleton = ""
        taken.add((row.process_id, row.name_skeleton))
        row.save(update_fields=["shown_name", "name_skeleton"])


class Migration(migrations.Migration):

    dependencies = [("processes", "0005_names")]

    operations = [
        migrations.AddField("participant", "hidden_names", models.JSONField(blank=True, default=list)),
        migrations.RunPython(compare, migrations.RunPython.noop),
    ]
