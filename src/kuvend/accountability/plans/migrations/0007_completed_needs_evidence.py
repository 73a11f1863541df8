from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q


def judge_earlier_reports(apps, schema_editor):
    """What was said to be completed without public evidence within the plan's days counts as substantial."""
    Report, Evidence = apps.get_model("plans", "Report"), apps.get_model("plans", "Evidence")
    Milestone = apps.get_model("plans", "Milestone")
    process = "report__milestone__commitment__goal__plan__process"
    shown = Evidence.objects.filter(
        ~Q(url="") | Q(file__isnull=False),
        report=OuterRef("pk"),
        event_date__gte=F(f"{process}__from_date"),
        event_date__lte=F(f"{process}__to_date"),
    )
    said = Report.objects.filter(status="completed").annotate(shown=Exists(shown)).filter(shown=False)
    unproven = list(said.values_list("pk", flat=True))
    Report.objects.filter(pk__in=unproven).update(unproven=True)
    Milestone.objects.filter(last_report__in=unproven).update(unproven=True, status="substantial")


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_open_seals")]

    operations = [
        migrations.AddField("milestone", "unproven", models.BooleanField(default=False)),
        migrations.AddField("report", "unproven", models.BooleanField(default=False)),
        migrations.RunPython(judge_earlier_reports, migrations.RunPython.noop),
        migrations.AddConstraint(
            "report",
            models.CheckConstraint(
                condition=Q(unproven=False) | Q(status="completed"), name="report_unproven_says_completed"
            ),
        ),
    ]
