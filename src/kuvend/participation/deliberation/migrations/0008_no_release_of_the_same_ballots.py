from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0007_weights_of_a_release")]

    operations = [
        migrations.AlterField("mapfile", "shape", models.CharField(max_length=64, default="")),  # for the way back
        migrations.RemoveField("mapfile", "shape"),
    ]
