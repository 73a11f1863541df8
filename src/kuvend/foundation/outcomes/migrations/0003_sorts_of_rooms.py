from django.db import migrations, models


class Migration(migrations.Migration):
    """The sorts of outcomes are their rooms' to say: no list of them in the database, nothing to do in its tables."""

    dependencies = [("outcomes", "0002_differences")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("outcome", "kind", models.CharField(max_length=20))],
        ),
    ]
