"""What was said of where an outcome continues is taken back for a reason."""

from django.db import migrations, models

import kuvend.foundation.core.text


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_succession")]

    operations = [
        migrations.AddField("succession", "undone_digest", models.CharField(blank=True, max_length=64)),
        migrations.AddField(
            "succession",
            "undone_reason",
            kuvend.foundation.core.text.LocalizedField(default=kuvend.foundation.core.text.Localized),
        ),
    ]
