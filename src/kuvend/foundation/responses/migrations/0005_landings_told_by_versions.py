"""What earlier answers claimed is read again by the rule: landed where a later version bears it out, else promised."""

from django.db import migrations
from django.db.models import Max

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.responses.changing import changing_version, stands_in


def read_again(apps, schema_editor):
    landing_model = apps.get_model("responses", "Landing")
    outcome_model = apps.get_model("outcomes", "Outcome")
    outcome_model.objects.exclude(landing_count=0).update(landing_count=0)
    related = ("response__process", "text__outcome")
    for landing in landing_model.objects.filter(response__state="published").select_related(*related):
        outcome, response = landing.text.outcome, landing.response
        landing.agreed_at = response.published_at
        newest = response.answers.aggregate(last=Max("contribution__posted_at"))["last"]
        if newest and stands_in(landing.passage, landing.text):
            versions = list(outcome.texts.all())
            landing.landed_text = changing_version(
                landing.passage, versions, passage_version=landing.text.version, after=local_date(newest)
            )
        if landing.landed_text is None:
            landing.due_date = response.process.to_date
        else:
            landing.landed_at = max(response.published_at, landing.landed_text.published_at)
            outcome_model.objects.filter(pk=outcome.pk).update(
                landing_count=outcome_model.objects.get(pk=outcome.pk).landing_count + response.answer_count
            )
        landing.save()


class Migration(migrations.Migration):

    dependencies = [("responses", "0004_landed_means_landed")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
