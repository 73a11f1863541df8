from django.db import migrations, models


class Migration(migrations.Migration):
    """The kinds of words are their rooms' to say: no list of them in the database, nothing to do in its tables."""

    dependencies = [("contributions", "0010_hide_one_version")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("contribution", "kind", models.CharField(max_length=20))],
        ),
    ]
