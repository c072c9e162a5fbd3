"""The mechanisms that a secretary serves; accounts that there are keep serving all of their desks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0005_reading_queue")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="mechanisms",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        )
    ]
