"""Contributions continue in others."""

import django.db.models.deletion
from django.db import migrations, models

import kuvend.foundation.core.text

FORWARD = """
CREATE FUNCTION contributions_lead_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM contributions_contribution WHERE id IN (NEW.origin_id, NEW.successor_id)
        ORDER BY id DESC FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM contributions_lineage row WHERE row.undone_at IS NULL AND row.id IS DISTINCT FROM NEW.id AND (
            row.origin_id = NEW.successor_id
            OR (row.origin_id = NEW.origin_id AND 'merged' IN (row.kind, NEW.kind))
        )
    ) THEN
        RAISE EXCEPTION 'words continue in one way at a time, where nothing continues elsewhere'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'continues_in_one_way';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER contributions_lineage_leads_on BEFORE INSERT OR UPDATE ON contributions_lineage
    FOR EACH ROW WHEN (NEW.undone_at IS NULL) EXECUTE FUNCTION contributions_lead_on();
"""

BACKWARD = """
DROP TRIGGER contributions_lineage_leads_on ON contributions_lineage;
DROP FUNCTION contributions_lead_on();
"""

class Migration(migrations.Migration):
    dependencies = [("contributions", "0011_kinds_of_rooms")]

    operations = [
        migrations.AddField(
            "contribution", "continues", models.BooleanField(db_default=False, default=False)
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("merged", "merged"), ("split", "split")], max_length=10)),
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
                        to="contributions.contribution",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="contributions.contribution",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin", models.F("successor")), _negated=True),
                        name="continues_in_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("origin", "successor"),
                        name="continues_there_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True), ("kind", "merged")),
                        fields=("origin",),
                        name="merged_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
