from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0009_groups_before_the_closing")]

    operations = [migrations.RemoveField("opinionmap", "quality")]
