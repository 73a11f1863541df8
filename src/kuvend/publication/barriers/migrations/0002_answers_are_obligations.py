"""The day of an answer moves to its obligation; how it was reached, and from which holidays, was not kept before."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils.timezone import localtime

# PostgreSQL alters no table while constraints of its rows wait to be checked.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"
DEED, TERM = "answer_barrier", "10 working days"


def owe(apps, schema_editor):
    Barrier = apps.get_model("barriers", "Barrier")
    Obligation = apps.get_model("obligations", "Obligation")
    Event = apps.get_model("obligations", "ObligationEvent")
    for barrier in Barrier.objects.order_by("pk"):
        met = localtime(barrier.answered_at).date() if barrier.answered_at else None
        started = localtime(barrier.reported_at).date()
        obligation = Obligation.objects.create(
            deed=DEED, subject=barrier.public_id, term=TERM, started_date=started, due_date=barrier.answer_due_date,
            state="met" if met else "open", met_date=met,
        )  # fmt: skip
        if met:
            Event.objects.create(
                obligation=obligation, kind="met", at=barrier.answered_at, on_date=met, due_date=obligation.due_date
            )
        Barrier.objects.filter(pk=barrier.pk).update(obligation=obligation)
    schema_editor.execute(CHECK_NOW)


def give_back(apps, schema_editor):
    Barrier = apps.get_model("barriers", "Barrier")
    Obligation = apps.get_model("obligations", "Obligation")
    for barrier in Barrier.objects.select_related("obligation"):
        Barrier.objects.filter(pk=barrier.pk).update(answer_due_date=barrier.obligation.due_date, obligation=None)
    Obligation.objects.filter(deed=DEED).delete()
    schema_editor.execute(CHECK_NOW)


class Migration(migrations.Migration):
    dependencies = [("barriers", "0001_initial"), ("obligations", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="barrier", name="barriers_waiting"),
        migrations.AlterField(model_name="barrier", name="answer_due_date", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="barrier",
            name="obligation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="barrier",
                to="obligations.obligation",
            ),
        ),
        migrations.RunPython(owe, give_back),
        migrations.AlterField(
            model_name="barrier",
            name="obligation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="barrier", to="obligations.obligation"
            ),
        ),
        migrations.RemoveField(model_name="barrier", name="answer_due_date"),
    ]
