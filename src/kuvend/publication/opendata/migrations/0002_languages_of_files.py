from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opendata", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="keptfile",
            name="languages",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
