from django.db import migrations, models

# Weights that followed live votes are read off what people are asked: those of the latest release come with the next
# one, and until then the statements with fewer counted answers are asked first.
FORGET = "UPDATE deliberation_statement SET priority = NULL WHERE priority IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0006_language_of_writing")]

    operations = [
        migrations.AddField("mapfile", "weights", models.JSONField(default=dict)),
        migrations.RemoveField("statement", "answers"),
        migrations.RemoveField("deliberation", "withdrawals"),
        migrations.RemoveIndex("vote", "votes_by_change"),
        migrations.RemoveField("vote", "changed_in"),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
