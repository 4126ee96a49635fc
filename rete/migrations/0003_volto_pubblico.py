import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import conciliazione.campi
import conciliazione.codici
from conciliazione.migrazioni import write_search


class Migration(migrations.Migration):
    dependencies = [
        ("rete", "0002_rete"),
    ]

    operations = [
        migrations.CreateModel(
            name="Segnalazione",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codice",
                    models.CharField(
                        default=conciliazione.codici.new_code,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "gettone",
                    models.CharField(
                        editable=False,
                        help_text="Un modulo inviato due volte è uno.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[("aperta", "aperta"), ("chiusa", "chiusa")],
                        default="aperta",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("errore", "Qualcosa non funziona"),
                            ("contenuto", "Un’informazione è sbagliata o manca"),
                            ("accessibilita", "Una pagina o un documento non è accessibile"),
                            ("altro", "Altro"),
                        ],
                        max_length=20,
                        verbose_name="di che cosa si tratta",
                    ),
                ),
                (
                    "pagina",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="indirizzo della pagina"
                    ),
                ),
                ("testo", models.TextField(max_length=4000, verbose_name="che cosa succede")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail per la risposta"
                    ),
                ),
                (
                    "ricevuta_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("chiusa_il", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "segnalazioni",
                "ordering": ["-ricevuta_il", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="rete_segnalazione_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["aperta", "chiusa"])),
                        name="rete_segnalazione_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("motivo__in", ["errore", "contenuto", "accessibilita", "altro"])
                        ),
                        name="rete_segnalazione_motivo_ammesso",
                        violation_error_message="Il valore di «motivo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chiusa_il__isnull", True), ("stato", "aperta")),
                            models.Q(("chiusa_il__isnull", False), ("stato", "chiusa")),
                            _connector="OR",
                        ),
                        name="rete_segnalazione_chiusa_con_data",
                        violation_error_message="Una segnalazione chiusa ha la data in cui lo è stata.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemaNorma",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("denominazione", models.CharField(max_length=120, unique=True)),
                ("descrizione", models.TextField(blank=True)),
                ("ordine", models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                "verbose_name": "tema delle norme",
                "verbose_name_plural": "temi delle norme",
                "ordering": ["ordine"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("denominazione", ""), _negated=True),
                        name="rete_temanorma_denominazione_presente",
                        violation_error_message="«Denominazione» non può essere vuoto.",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="censimentoservizi",
            name="rete_censimentoservizi_tipologia_ciclo_unici",
        ),
        migrations.AddField(
            model_name="censimentoservizi",
            name="ambito",
            field=models.ForeignKey(
                blank=True,
                help_text="Vuoto: il numero è di tutto il territorio.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="censimenti",
                to="rete.ambito",
            ),
        ),
        migrations.AddField(
            model_name="grafiasoggetto",
            name="ricerca",
            field=conciliazione.campi.RicercaField(da=("grafia",)),
        ),
        migrations.AddField(
            model_name="norma",
            name="ricerca",
            field=conciliazione.campi.RicercaField(
                da=("get_tipo_display", "numero", "titolo", "sintesi")
            ),
        ),
        migrations.AddField(
            model_name="organo",
            name="ricerca",
            field=conciliazione.campi.RicercaField(
                da=("denominazione", "denominazione_breve", "descrizione")
            ),
        ),
        migrations.AddField(
            model_name="seggio",
            name="designanti",
            field=models.ManyToManyField(
                blank=True,
                help_text="Per il seggio di una categoria: chi ne fa parte.",
                related_name="seggi_da_designare",
                to="rete.soggetto",
                verbose_name="soggetti che possono designare chi siede",
            ),
        ),
        migrations.AddField(
            model_name="soggetto",
            name="ricerca",
            field=conciliazione.campi.RicercaField(
                da=("denominazione", "sigla", "localita", "get_natura_display")
            ),
        ),
        migrations.AddField(
            model_name="tipologiaservizio",
            name="ricerca",
            field=conciliazione.campi.RicercaField(
                da=("denominazione", "sigla", "get_settore_display", "get_area_display")
            ),
        ),
        migrations.AddConstraint(
            model_name="censimentoservizi",
            constraint=models.UniqueConstraint(
                fields=("tipologia", "ciclo", "ambito"),
                name="rete_censimentoservizi_tipologia_ciclo_ambito_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="censimentoservizi",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ambito__isnull", True)),
                fields=("tipologia", "ciclo"),
                name="rete_censimentoservizi_uno_per_territorio",
                violation_error_message="Il totale del territorio è già registrato.",
            ),
        ),
        migrations.AddField(
            model_name="norma",
            name="temi",
            field=models.ManyToManyField(blank=True, related_name="norme", to="rete.temanorma"),
        ),
        write_search("rete", "GrafiaSoggetto", "Norma", "Organo", "Soggetto", "TipologiaServizio"),
    ]
