"""Outcomes continue in others."""

import django.db.models.deletion
from django.db import migrations, models

import kuvend.foundation.core.text

KINDS = [
    ("became", "became"),
    ("merged_into", "merged into"),
    ("split_into", "split into"),
    ("carried_over_to", "carried over to"),
    ("left_aside", "left aside"),
]
FORWARD = """
CREATE FUNCTION outcomes_lead_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(x'0C0'::int, 1);  -- one at a time: a circle may be as long as there are outcomes
    IF EXISTS (
        WITH RECURSIVE way(id) AS (
            SELECT NEW.successor_id
            UNION
            SELECT row.successor_id FROM way JOIN outcomes_succession row
            ON row.origin_id = way.id AND row.undone_at IS NULL
        ) SELECT 1 FROM way WHERE id = NEW.origin_id
    ) THEN
        RAISE EXCEPTION 'no outcome continues in itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcomes_in_no_circle';
    END IF;
    IF EXISTS (
        SELECT 1 FROM outcomes_succession row
        WHERE row.origin_id = NEW.origin_id AND row.undone_at IS NULL AND row.id IS DISTINCT FROM NEW.id
          AND (row.kind <> 'split_into' OR NEW.kind <> 'split_into')
    ) THEN
        RAISE EXCEPTION 'an outcome continues in one way at a time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcomes_in_one_way';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER outcomes_succession_leads_on BEFORE INSERT OR UPDATE ON outcomes_succession
    FOR EACH ROW WHEN (NEW.undone_at IS NULL) EXECUTE FUNCTION outcomes_lead_on();
"""
BACKWARD = """
DROP TRIGGER outcomes_succession_leads_on ON outcomes_succession;
DROP FUNCTION outcomes_lead_on();
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_sorts_of_rooms")]

    operations = [
        migrations.AddField("outcome", "continues", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("outcome", "succeeds", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("reason", kuvend.foundation.core.text.LocalizedField(default=kuvend.foundation.core.text.Localized)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("role", models.CharField(max_length=24)),
                ("began_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="continuations",
                        to="outcomes.outcome",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="outcomes.outcome",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "left_aside"), ("successor__isnull", True)),
                            models.Q(("successor__isnull", False), models.Q(("kind", "left_aside"), _negated=True)),
                            _connector="OR",
                        ),
                        name="left_aside_or_led_on",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("origin", "successor"),
                        name="succeeded_by_it_once",
                    ),
                ]
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
