"""What seals hash and size of a version's file; no version was filed before this."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("documents", "0002_documents_in_versions")]

    operations = [
        migrations.AddField(
            "documentversion", "file_digest", models.CharField(max_length=64, default=""), preserve_default=False
        ),
    ]
