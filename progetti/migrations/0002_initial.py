import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alleanze", "0002_initial"),
        ("progetti", "0001_initial"),
        ("rete", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="azioneprogettuale",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="azioni", to="rete.ciclo"
            ),
        ),
        migrations.AddField(
            model_name="azioneprescelta",
            name="azione",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scelte",
                to="progetti.azioneprogettuale",
            ),
        ),
        migrations.AddField(
            model_name="coinvolgimento",
            name="soggetti",
            field=models.ManyToManyField(
                blank=True, related_name="coinvolgimenti", to="rete.soggetto"
            ),
        ),
        migrations.AddField(
            model_name="obiettivospecifico",
            name="organo",
            field=models.ForeignKey(
                blank=True,
                help_text="L'organo di progetto che l'obiettivo istituisce o fa lavorare.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obiettivi",
                to="rete.organo",
            ),
        ),
        migrations.AddField(
            model_name="destinatario",
            name="obiettivo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="destinatari",
                to="progetti.obiettivospecifico",
            ),
        ),
        migrations.AddField(
            model_name="coinvolgimento",
            name="obiettivo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="coinvolgimenti",
                to="progetti.obiettivospecifico",
            ),
        ),
        migrations.AddField(
            model_name="attivita",
            name="obiettivo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attivita",
                to="progetti.obiettivospecifico",
            ),
        ),
        migrations.AddField(
            model_name="progetto",
            name="alleanza",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progetti",
                to="alleanze.alleanza",
            ),
        ),
        migrations.AddField(
            model_name="progetto",
            name="ciclo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progetti",
                to="rete.ciclo",
            ),
        ),
        migrations.AddField(
            model_name="progetto",
            name="promotore",
            field=models.ForeignKey(
                blank=True,
                help_text="Chi lo propone, quando non è un'alleanza.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progetti_promossi",
                to="rete.soggetto",
            ),
        ),
        migrations.AddField(
            model_name="obiettivospecifico",
            name="progetto",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="obiettivi",
                to="progetti.progetto",
            ),
        ),
        migrations.AddField(
            model_name="finalitaprogetto",
            name="progetto",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="finalita",
                to="progetti.progetto",
            ),
        ),
        migrations.AddField(
            model_name="azioneprescelta",
            name="progetto",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="azioni",
                to="progetti.progetto",
            ),
        ),
        migrations.AddField(
            model_name="risultatoatteso",
            name="obiettivo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="risultati",
                to="progetti.obiettivospecifico",
            ),
        ),
        migrations.AddField(
            model_name="indicatore",
            name="risultato",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicatori",
                to="progetti.risultatoatteso",
            ),
        ),
        migrations.AddConstraint(
            model_name="tipoprova",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="progetti_tipoprova_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddField(
            model_name="indicatore",
            name="prove",
            field=models.ManyToManyField(
                blank=True,
                related_name="indicatori",
                to="progetti.tipoprova",
                verbose_name="tipi di prova",
            ),
        ),
        migrations.AddConstraint(
            model_name="azioneprogettuale",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="progetti_azioneprogettuale_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="azioneprogettuale",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "slug"), name="progetti_azioneprogettuale_ciclo_slug_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="destinatario",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="progetti_destinatario_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="destinatario",
            constraint=models.UniqueConstraint(
                fields=("obiettivo", "ordine"), name="progetti_destinatario_obiettivo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="coinvolgimento",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione_citata", ""), _negated=True),
                name="progetti_coinvolgimento_denominazione_citata_presente",
                violation_error_message="«Denominazione citata» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coinvolgimento",
            constraint=models.UniqueConstraint(
                fields=("obiettivo", "ordine"),
                name="progetti_coinvolgimento_obiettivo_ordine_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="attivita",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="progetti_attivita_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attivita",
            constraint=models.CheckConstraint(
                condition=models.Q(("colonna_citata__in", ["attivita", "luogo"])),
                name="progetti_attivita_colonna_citata_ammesso",
                violation_error_message="Il valore di «colonna citata» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attivita",
            constraint=models.UniqueConstraint(
                fields=("obiettivo", "ordine"), name="progetti_attivita_obiettivo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="progetto",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="progetti_progetto_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="progetto",
            constraint=models.CheckConstraint(
                condition=models.Q(("origine__in", ["avviso", "integrazione", "interno"])),
                name="progetti_progetto_origine_ammesso",
                violation_error_message="Il valore di «origine» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="progetto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dal__isnull", True),
                    ("al__isnull", True),
                    ("al__gte", models.F("dal")),
                    _connector="OR",
                ),
                name="progetti_progetto_dal_al_in_ordine",
                violation_error_message="La data di fine viene prima della data di inizio.",
            ),
        ),
        migrations.AddConstraint(
            model_name="progetto",
            constraint=models.UniqueConstraint(
                fields=("ciclo", "lettera"), name="progetti_progetto_ciclo_lettera_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="progetto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origine", "avviso"), _negated=True),
                    ("alleanza__isnull", False),
                    _connector="OR",
                ),
                name="progetti_progetto_avviso_con_alleanza",
                violation_error_message="Un progetto nato dall'avviso appartiene a un'alleanza.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivospecifico",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="progetti_obiettivospecifico_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivospecifico",
            constraint=models.UniqueConstraint(
                fields=("progetto", "numero"),
                name="progetti_obiettivospecifico_progetto_numero_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="finalitaprogetto",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="progetti_finalitaprogetto_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="finalitaprogetto",
            constraint=models.UniqueConstraint(
                fields=("progetto", "ordine"),
                name="progetti_finalitaprogetto_progetto_ordine_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="azioneprescelta",
            constraint=models.UniqueConstraint(
                fields=("progetto", "ordine"), name="progetti_azioneprescelta_progetto_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="risultatoatteso",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="progetti_risultatoatteso_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="risultatoatteso",
            constraint=models.UniqueConstraint(
                fields=("obiettivo", "ordine"),
                name="progetti_risultatoatteso_obiettivo_ordine_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatore",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="progetti_indicatore_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatore",
            constraint=models.CheckConstraint(
                condition=models.Q(("direzione__in", ["aumenta", "diminuisce"])),
                name="progetti_indicatore_direzione_ammesso",
                violation_error_message="Il valore di «direzione» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatore",
            constraint=models.UniqueConstraint(
                fields=("risultato", "ordine"), name="progetti_indicatore_risultato_ordine_unici"
            ),
        ),
    ]
