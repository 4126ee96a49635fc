import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("formazione", "0001_initial"),
        ("rete", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="azionecomunicazione",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="azioni_comunicazione",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="contenuto",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contenuti",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="iniziativa",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="iniziative",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="obiettivocomunicazione",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obiettivi_comunicazione",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="obiettivoformazione",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obiettivi_formazione",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="pubblico",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pubblici",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="rigaazione",
            name="azione",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="righe",
                to="formazione.azionecomunicazione",
            ),
        ),
        migrations.AddField(
            model_name="rigaazione",
            name="pubblici",
            field=models.ManyToManyField(
                blank=True, related_name="righe", to="formazione.pubblico"
            ),
        ),
        migrations.AddField(
            model_name="temaformazione",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="temi_formazione",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="testata",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="testate", to="rete.ciclo"
            ),
        ),
        migrations.AddConstraint(
            model_name="azionecomunicazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="formazione_azionecomunicazione_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="azionecomunicazione",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "numero"), name="formazione_azionecomunicazione_ciclo_numero_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="contenuto",
            constraint=models.CheckConstraint(
                condition=models.Q(("tipologia", ""), _negated=True),
                name="formazione_contenuto_tipologia_presente",
                violation_error_message="«Tipologia» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contenuto",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"), name="formazione_contenuto_ciclo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="iniziativa",
            constraint=models.CheckConstraint(
                condition=models.Q(("tipologia", ""), _negated=True),
                name="formazione_iniziativa_tipologia_presente",
                violation_error_message="«Tipologia» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="iniziativa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dal__isnull", True),
                    ("al__isnull", True),
                    ("al__gte", models.F("dal")),
                    _connector="OR",
                ),
                name="formazione_iniziativa_dal_al_in_ordine",
                violation_error_message="La data di fine viene prima della data di inizio.",
            ),
        ),
        migrations.AddConstraint(
            model_name="iniziativa",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"), name="formazione_iniziativa_ciclo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivocomunicazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="formazione_obiettivocomunicazione_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivocomunicazione",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"),
                name="formazione_obiettivocomunicazione_ciclo_ordine_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivoformazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="formazione_obiettivoformazione_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivoformazione",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"), name="formazione_obiettivoformazione_ciclo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="pubblico",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="formazione_pubblico_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pubblico",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"), name="formazione_pubblico_ciclo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="rigaazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("strumento", ""), _negated=True),
                name="formazione_rigaazione_strumento_presente",
                violation_error_message="«Strumento» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rigaazione",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dal__isnull", True),
                    ("al__isnull", True),
                    ("al__gte", models.F("dal")),
                    _connector="OR",
                ),
                name="formazione_rigaazione_dal_al_in_ordine",
                violation_error_message="La data di fine viene prima della data di inizio.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rigaazione",
            constraint=models.UniqueConstraint(
                fields=("azione", "ordine"), name="formazione_rigaazione_azione_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="temaformazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="formazione_temaformazione_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="temaformazione",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "ordine"), name="formazione_temaformazione_ciclo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="testata",
            constraint=models.CheckConstraint(
                condition=models.Q(("genere__in", ["locale", "nazionale"])),
                name="formazione_testata_genere_ammesso",
                violation_error_message="Il valore di «genere» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="testata",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "denominazione"),
                name="formazione_testata_ciclo_denominazione_unici",
            ),
        ),
    ]
