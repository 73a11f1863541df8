"""What an idea is about comes from its process; the categories of before stay as topics of processes that used them."""

from django.db import migrations, models

BEFORE = {
    "access-to-justice": {"sq": "Aksesi në drejtësi", "en": "Access to justice"},
    "digital-services": {"sq": "Qeverisja digjitale dhe shërbimet publike", "en": "Digital governance and public services"},
    "fiscal-transparency": {"sq": "Transparenca fiskale", "en": "Fiscal transparency"},
    "anti-corruption": {"sq": "Lufta kundër korrupsionit", "en": "Fight against corruption"},
}


def keep_as_topics(apps, schema_editor):
    """Offer them where the process has no topics of its own, else only name them."""
    Idea, Topic = apps.get_model("ideas", "Idea"), apps.get_model("processes", "Topic")
    used = Idea.objects.filter(category__in=BEFORE).values_list("contribution__activity__process", "category")
    by_process = {}
    for process, category in used.distinct():
        by_process.setdefault(process, set()).add(category)
    for process, categories in by_process.items():
        known = set(Topic.objects.filter(process_id=process).values_list("key", flat=True))
        wanted = categories if known else set(BEFORE)
        for place, (key, title) in enumerate(BEFORE.items()):
            if key in wanted - known:
                Topic.objects.create(process_id=process, key=key, place=place, title=title, offered=not known)


class Migration(migrations.Migration):

    dependencies = [
        ("contributions", "0009_quotations"),
        ("ideas", "0001_initial"),
        ("processes", "0007_topics"),
    ]

    operations = [
        migrations.AlterField(model_name="idea", name="category", field=models.CharField(default="other", max_length=80)),
        migrations.RunPython(keep_as_topics, migrations.RunPython.noop),
    ]
