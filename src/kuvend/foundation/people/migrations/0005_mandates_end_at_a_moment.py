from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_one_account_for_each_address")]

    operations = [
        migrations.AddField(model_name="mandate", name="ended_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint(model_name="mandate", name="mandate_once"),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("person", "role", "institution", "scope", "from_date"),
                name="mandate_once",
                nulls_distinct=False,
            ),
        ),
    ]
