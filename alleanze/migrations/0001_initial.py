from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Alleanza",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("denominazione", models.CharField(max_length=200)),
                (
                    "denominazione_citata",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="come la chiama l'atto"
                    ),
                ),
                ("descrizione", models.TextField(blank=True)),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "alleanze",
                "ordering": ["ciclo", "ordine", "denominazione"],
            },
        ),
        migrations.CreateModel(
            name="Partenariato",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ruolo",
                    models.CharField(
                        choices=[("capofila", "Capofila"), ("partner", "Partner")], max_length=20
                    ),
                ),
                (
                    "denominazione_citata",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="come lo chiama il documento"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField(default=0)),
                ("dal", models.DateField(blank=True, null=True)),
                ("al", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "partenariati",
                "ordering": ["alleanza", "ordine"],
            },
        ),
    ]
