from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    """A file that nothing points to is kept for a day; those that are there already count from the update."""

    dependencies = [("documents", "0004_text_beside_the_bytes")]
    operations = [migrations.AddField("filecontent", "stored_at", models.DateTimeField(db_default=Now()))]
