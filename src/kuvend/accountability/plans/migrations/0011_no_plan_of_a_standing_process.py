from django.db import migrations

FORWARD = """
CREATE TRIGGER plans_plan_of_days BEFORE INSERT OR UPDATE OF process_id ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION processes_has_last_day();
"""
BACKWARD = "DROP TRIGGER plans_plan_of_days ON plans_plan;"


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_goals_are_topics"), ("processes", "0012_standing_processes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
