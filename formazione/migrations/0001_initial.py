from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AzioneComunicazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numero", models.PositiveSmallIntegerField()),
                ("titolo", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name": "azione di comunicazione",
                "verbose_name_plural": "azioni di comunicazione",
                "ordering": ["ciclo", "numero"],
            },
        ),
        migrations.CreateModel(
            name="Contenuto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("tipologia", models.CharField(max_length=80)),
                ("contenuti", models.TextField()),
                ("obiettivi", models.TextField()),
                ("destinatari", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "contenuto per l'autoformazione",
                "verbose_name_plural": "contenuti per l'autoformazione",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Iniziativa",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("tipologia", models.CharField(max_length=80)),
                ("argomento", models.CharField(max_length=160, verbose_name="in breve")),
                ("contenuti", models.TextField()),
                ("obiettivi", models.TextField()),
                ("destinatari", models.TextField()),
                ("edizioni", models.PositiveSmallIntegerField(verbose_name="edizioni previste")),
                ("dal", models.DateField(blank=True, null=True, verbose_name="dal mese")),
                ("al", models.DateField(blank=True, null=True, verbose_name="al mese")),
            ],
            options={
                "verbose_name_plural": "iniziative di formazione",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoComunicazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("testo", models.TextField()),
            ],
            options={
                "verbose_name": "obiettivo della comunicazione",
                "verbose_name_plural": "obiettivi della comunicazione",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="ObiettivoFormazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("testo", models.TextField()),
            ],
            options={
                "verbose_name": "obiettivo della formazione",
                "verbose_name_plural": "obiettivi della formazione",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Pubblico",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=120)),
                ("descrizione", models.TextField()),
            ],
            options={
                "verbose_name_plural": "pubblici",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="RigaAzione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("destinatari", models.CharField(max_length=200)),
                ("strumento", models.CharField(max_length=160)),
                ("descrizione", models.TextField()),
                ("dal", models.DateField(blank=True, null=True, verbose_name="dal mese")),
                ("al", models.DateField(blank=True, null=True, verbose_name="al mese")),
            ],
            options={
                "verbose_name": "riga dell'azione di comunicazione",
                "verbose_name_plural": "righe delle azioni di comunicazione",
                "ordering": ["azione", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="TemaFormazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
                ("denominazione", models.CharField(max_length=160)),
            ],
            options={
                "verbose_name": "tema della formazione",
                "verbose_name_plural": "temi della formazione",
                "ordering": ["ciclo", "ordine"],
            },
        ),
        migrations.CreateModel(
            name="Testata",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("denominazione", models.CharField(max_length=120)),
                (
                    "genere",
                    models.CharField(
                        choices=[
                            ("locale", "Periodico o quotidiano locale"),
                            ("nazionale", "Pagina locale di quotidiano nazionale"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ordine", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name_plural": "testate",
                "ordering": ["ciclo", "genere", "ordine"],
            },
        ),
    ]
