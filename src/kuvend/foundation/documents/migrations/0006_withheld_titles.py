from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """A redaction may withhold the title of an earlier version; every version that is sent still has one."""

    dependencies = [("documents", "0005_stored_at")]
    operations = [
        migrations.RemoveConstraint("documentversion", "document_version_has_title"),
        migrations.AddConstraint(
            "documentversion",
            models.CheckConstraint(
                condition=Q(("title", {}), _negated=True) | Q(withheld_at__isnull=False),
                name="document_version_has_title",
            ),
        ),
    ]
