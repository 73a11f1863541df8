from django.db import migrations, models

TABLES = ("record_fact", "record_factsubject", "record_tile", "record_head", "record_checkpoint", "record_origin")
FORWARD = "\n".join(
    f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION record_refuse();"
    for table in TABLES
) + """
CREATE TRIGGER record_origin_kept BEFORE UPDATE OR DELETE ON record_origin FOR EACH ROW
    EXECUTE FUNCTION record_refuse();
"""
BACKWARD = "\n".join(f"DROP TRIGGER {table}_whole ON {table};" for table in TABLES) + """
DROP TRIGGER record_origin_kept ON record_origin;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0003_openings")]

    operations = [
        migrations.CreateModel(
            "Origin",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
                ("key", models.CharField(max_length=400)),
                ("begun_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            "Place",
            [
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("allowed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            "SetAside",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reaction", models.CharField(max_length=100)),
                ("index", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["reaction", "index"], name="record_set_aside_once")
                ]
            },
        ),
        migrations.AddField("cursor", "failed_index", models.BigIntegerField(null=True)),
        migrations.AddField("cursor", "failed_place", models.CharField(blank=True, default="", max_length=200)),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
