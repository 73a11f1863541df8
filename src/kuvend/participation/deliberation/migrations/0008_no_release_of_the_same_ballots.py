from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0007_weights_of_a_release")]

    operations = [migrations.RemoveField("mapfile", "shape")]
