from django.db import migrations, models
from django.db.models import Q

# What was published before versions were bound: its present words are the ones that people supported.
KNOWN = """
UPDATE contributions_contributiontext AS text SET public_at = text.written_at
FROM contributions_contribution AS row
WHERE row.id = text.contribution_id AND row.state <> 'pending';
UPDATE contributions_support AS support SET version = row.version
FROM contributions_contribution AS row
WHERE row.id = support.contribution_id AND row.version > 1;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_statements")]

    operations = [
        migrations.AddField("contributiontext", "public_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("contributiontext", "waits", models.BooleanField(default=False)),
        migrations.AddField("contributiontext", "stays", models.BooleanField(default=False)),
        migrations.AddField("contributiontext", "became", models.JSONField(blank=True, default=list)),
        migrations.AddField("support", "version", models.PositiveIntegerField(default=1)),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "contributiontext",
            models.UniqueConstraint(fields=["contribution"], name="one_version_waits", condition=Q(waits=True)),
        ),
    ]
