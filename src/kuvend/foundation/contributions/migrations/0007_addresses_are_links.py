"""Words that name an address are drawn anew: it is a link now (rendering 2)."""

from django.db import migrations

from kuvend.foundation.core.markdown import render


def draw_anew(apps, schema_editor):
    Contribution = apps.get_model("contributions", "Contribution")
    rows = Contribution.objects.filter(body__icontains="http", body_html__gt="").only("pk", "body", "body_html")
    batch = []
    for row in rows.iterator(chunk_size=1000):
        row.body_html = render(row.body)
        batch.append(row)
        if len(batch) == 1000:
            Contribution.objects.bulk_update(batch, ["body_html"])
            batch = []
    Contribution.objects.bulk_update(batch, ["body_html"])


class Migration(migrations.Migration):

    dependencies = [("contributions", "0006_language_of_writing")]

    operations = [migrations.RunPython(draw_anew, migrations.RunPython.noop)]
