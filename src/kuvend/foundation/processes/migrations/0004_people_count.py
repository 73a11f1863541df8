from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('processes', '0003_life_of_an_activity'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='people_count',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
