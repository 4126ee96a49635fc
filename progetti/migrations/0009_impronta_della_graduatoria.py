from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("progetti", "0008_indici_degli_avvisi"),
    ]

    operations = [
        migrations.AddField(
            model_name="avviso",
            name="impronta_graduatoria",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                max_length=64,
                verbose_name="impronta SHA-256 della graduatoria con cui la valutazione è stata"
                " chiusa",
            ),
            preserve_default=False,
        ),
    ]
