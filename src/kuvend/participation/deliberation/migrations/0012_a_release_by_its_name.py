"""The model of a release has the name of the field; its table and the tables that point to it stay as they are."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deliberation", "0011_no_exact_numbers_of_earlier_releases")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("OpinionMap", "Release"),
                migrations.AlterModelTable("Release", "deliberation_opinionmap"),
            ]
        )
    ]
