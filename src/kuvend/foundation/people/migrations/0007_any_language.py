"""The language of a person may be any that the site has, not one of two letters alone."""

from django.db import migrations, models

import kuvend.foundation.core.languages


class Migration(migrations.Migration):
    dependencies = [("people", "0006_vouchers_are_known")]

    operations = [
        migrations.AlterField(
            "person", "language", models.CharField(max_length=12, default=kuvend.foundation.core.languages.site_language)
        ),
    ]
