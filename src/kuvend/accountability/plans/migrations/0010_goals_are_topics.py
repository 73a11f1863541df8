"""Goals of plans are what words in their process may be about."""

from django.db import migrations


def offer_goals(apps, schema_editor):
    PolicyGoal, Topic = apps.get_model("plans", "PolicyGoal"), apps.get_model("processes", "Topic")
    with_goals = set()
    for goal in PolicyGoal.objects.select_related("plan"):
        with_goals.add(goal.plan.process_id)
        values = {"place": goal.place, "title": goal.title, "offered": True}
        Topic.objects.update_or_create(process_id=goal.plan.process_id, key=goal.key, defaults=values)
    for process in with_goals:
        keys = PolicyGoal.objects.filter(plan__process_id=process).values_list("key", flat=True)
        Topic.objects.filter(process_id=process).exclude(key__in=list(keys)).update(offered=False)


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0009_form_drafts"),
        ("processes", "0007_topics"),
    ]

    operations = [migrations.RunPython(offer_goals, migrations.RunPython.noop)]
