from django.db import migrations, models

FROM_THE_PROCESS = """
UPDATE responses_response SET scope_id = processes_process.scope_id
FROM processes_process WHERE processes_process.id = responses_response.process_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
        ("processes", "0001_initial"),
        ("responses", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="scope",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to="people.scope"
            ),
        ),
        migrations.RunSQL(FROM_THE_PROCESS, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="response",
            name="scope",
            field=models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="+", to="people.scope"),
        ),
    ]
