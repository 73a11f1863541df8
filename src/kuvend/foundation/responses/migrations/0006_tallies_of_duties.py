import django.db.models.deletion
from django.db import migrations, models

ALIKE = "institution_id, due_date, state, COALESCE(met_date > due_date, false)"
FORWARD = f"""
CREATE FUNCTION responses_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO responses_dutytally (institution_id, due_date, state, was_late, number)
        SELECT {ALIKE}, count(*) FROM after GROUP BY 1, 2, 3, 4;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO responses_dutytally (institution_id, due_date, state, was_late, number)
        SELECT {ALIKE}, -count(*) FROM before GROUP BY 1, 2, 3, 4;
    ELSE
        INSERT INTO responses_dutytally (institution_id, due_date, state, was_late, number)
        SELECT institution_id, due_date, state, was_late, sum(number) FROM (
            SELECT {ALIKE} AS was_late, 1 AS number FROM after UNION ALL SELECT {ALIKE}, -1 FROM before
        ) AS changed GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER responses_duty_opened AFTER INSERT ON responses_duty
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION responses_tally();
CREATE TRIGGER responses_duty_changed AFTER UPDATE ON responses_duty
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION responses_tally();
CREATE TRIGGER responses_duty_gone AFTER DELETE ON responses_duty
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION responses_tally();

INSERT INTO responses_dutytally (institution_id, due_date, state, was_late, number)
SELECT {ALIKE}, count(*) FROM responses_duty GROUP BY 1, 2, 3, 4;
"""

BACKWARD = """
DROP TRIGGER responses_duty_opened ON responses_duty;
DROP TRIGGER responses_duty_changed ON responses_duty;
DROP TRIGGER responses_duty_gone ON responses_duty;
DROP FUNCTION responses_tally();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_one_account_for_each_address"), ("responses", "0005_landings_told_by_versions")]
    operations = [
        migrations.CreateModel(
            name="DutyTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_date", models.DateField()),
                ("state", models.CharField(choices=[("open", "to answer"), ("met", "answered"), ("lapsed", "no longer owed")], max_length=10)),
                ("was_late", models.BooleanField()),
                ("number", models.IntegerField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.institution"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
