from django.db import migrations, models

from kuvend.foundation.core.text import Localized, LocalizedField


class Migration(migrations.Migration):
    dependencies = [("processes", "0012_standing_processes")]
    operations = [
        migrations.AddField("process", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("process", "end_reason", LocalizedField(default=Localized)),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", {}), ("ended_at__isnull", True)),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("to_date__isnull", True),
                        models.Q(("end_reason", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="process_ended_for_a_reason",
            ),
        ),
    ]
