from django.db import migrations, models

FORWARD = """
CREATE FUNCTION processes_has_last_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM processes_process WHERE id = NEW.process_id AND to_date IS NULL) THEN
        RAISE EXCEPTION 'a standing process has neither stages nor a plan' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER processes_stage_of_days BEFORE INSERT OR UPDATE OF process_id ON processes_stage
    FOR EACH ROW EXECUTE FUNCTION processes_has_last_day();

CREATE FUNCTION processes_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM processes_process WHERE id = NEW.process_id AND to_date IS NOT NULL) THEN
        RAISE EXCEPTION 'only a standing process has what stays open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER processes_activity_stays BEFORE INSERT OR UPDATE OF process_id, closes_at ON processes_activity
    FOR EACH ROW WHEN (NEW.closes_at IS NULL) EXECUTE FUNCTION processes_stands();

CREATE FUNCTION processes_keep_last_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a process with a last day keeps one' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER processes_process_of_days BEFORE UPDATE OF to_date ON processes_process
    FOR EACH ROW WHEN (OLD.to_date IS NOT NULL AND NEW.to_date IS NULL) EXECUTE FUNCTION processes_keep_last_day();
"""
BACKWARD = """
DROP TRIGGER processes_process_of_days ON processes_process;
DROP TRIGGER processes_activity_stays ON processes_activity;
DROP TRIGGER processes_stage_of_days ON processes_stage;
DROP FUNCTION processes_keep_last_day();
DROP FUNCTION processes_stands();
DROP FUNCTION processes_has_last_day();
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0011_scopes_of_drafts")]
    operations = [
        migrations.RemoveConstraint(model_name="process", name="process_in_time"),
        migrations.RemoveConstraint(model_name="activity", name="activity_in_time"),
        migrations.AlterField("process", "to_date", models.DateField(blank=True, null=True)),
        migrations.AlterField("activity", "closes_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("activityversion", "closes_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"),
                name="process_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at__gt", models.F("opens_at")), ("closes_at__isnull", False)),
                    models.Q(("answers_owed", True), ("closes_at__isnull", True), ("stage__isnull", True)),
                    _connector="OR",
                ),
                name="activity_in_time",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
