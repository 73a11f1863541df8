import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What accounts keep more: epochs of sessions, who vouches, sessions, letters of the sign-in on their way."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("person", "session_epoch", models.PositiveIntegerField(default=0)),
        migrations.AddField("person", "vouched_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("person", "undone_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("person", "address_set_aside", models.CharField(blank=True, default="", max_length=254)),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField()),
                ("browser", models.CharField(blank=True, max_length=80)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.CreateModel(
            name="HandedSecret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handed_secret",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DoorLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField()),
                ("queued_at", models.DateTimeField()),
                ("gives_up_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"indexes": [models.Index(fields=["queued_at"], name="door_letter_by_age")]},
        ),
    ]
