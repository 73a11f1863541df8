import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


# Numbers that followed each vote are taken down; the job releases them anew by its rules, also of what has closed.
BEGIN_ANEW = """
DELETE FROM deliberation_mapstate;
DELETE FROM deliberation_opinionmap;
UPDATE deliberation_statement SET agree_count = 0, disagree_count = 0, pass_count = 0
WHERE agree_count + disagree_count + pass_count > 0;
UPDATE deliberation_deliberation SET closed_for = NULL, map_asked = true, minimum_voters = greatest(minimum_voters, 5);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('deliberation', '0004_final_map'),
        ('processes', '0002_stage_calendar'),
    ]

    operations = [
        migrations.RunSQL(BEGIN_ANEW, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='MapFile',
            fields=[
                ('map', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='deliberation.opinionmap')),
                ('counts', models.JSONField(default=dict)),
                ('tables', models.JSONField(default=dict)),
                ('shape', models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name='deliberation',
            name='ballots_salt',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name='deliberation',
            name='counted_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='deliberation',
            name='departed',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='opinionmap',
            name='final',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='statement',
            name='answers',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='vote',
            name='released',
            field=models.SmallIntegerField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='deliberation',
            name='minimum_voters',
            field=models.PositiveIntegerField(default=10, validators=[django.core.validators.MinValueValidator(5)]),
        ),
        migrations.AddIndex(
            model_name='vote',
            index=models.Index(condition=models.Q(('released__isnull', True), ('released__lt', models.F('value')), ('released__gt', models.F('value')), _connector='OR'), fields=['statement'], name='votes_not_released'),
        ),
        migrations.AddConstraint(
            model_name='deliberation',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_voters__gte', 5)), name='numbers_from_five_voters_on'),
        ),
    ]
