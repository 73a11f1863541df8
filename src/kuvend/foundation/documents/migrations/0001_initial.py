from django.db import migrations, models
from django.db.models import F, Func, Q, Value

TYPES = ["application/pdf", "image/png", "image/jpeg", "text/csv"]
LABELS = ["PDF", "PNG", "JPEG", "CSV"]


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FileContent",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("media_type", models.CharField(choices=list(zip(TYPES, LABELS)), max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(media_type__in=TYPES), name="file_content_type_code"),
                    models.CheckConstraint(condition=Q(size__gt=0, size__lte=10485760), name="file_content_size"),
                    models.CheckConstraint(
                        condition=Q(
                            size=Func(F("content"), function="octet_length", output_field=models.IntegerField())
                        ),
                        name="file_content_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            sha256=Func(
                                Func(F("content"), function="sha256", output_field=models.BinaryField()),
                                Value("hex"),
                                function="encode",
                                output_field=models.CharField(),
                            )
                        ),
                        name="file_content_is_its_hash",
                    ),
                ],
            },
        ),
    ]
