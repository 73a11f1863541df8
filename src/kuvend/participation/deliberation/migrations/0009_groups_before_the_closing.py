from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0008_no_release_of_the_same_ballots")]

    operations = [migrations.AddField("mapstate", "before", models.BinaryField(default=bytes))]
