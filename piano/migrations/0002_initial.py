import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("conciliazione", "0001_initial"),
        ("piano", "0001_initial"),
        ("rete", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="piano",
            name="atto",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="piani",
                to="rete.atto",
                verbose_name="atto di approvazione",
            ),
        ),
        migrations.AddField(
            model_name="piano",
            name="ciclo",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="piano", to="rete.ciclo"
            ),
        ),
        migrations.AddField(
            model_name="piano",
            name="parere",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="piani",
                to="rete.parere",
            ),
        ),
        migrations.AddField(
            model_name="obiettivogenerale",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="obiettivi",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="indicatorepiano",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicatori",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="finalita",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="finalita",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="capitolo",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="capitoli",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="allegatorichiamato",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="allegati",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="puntosostenibilita",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sostenibilita",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="elementosostenibilita",
            name="punto",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="elementi",
                to="piano.puntosostenibilita",
            ),
        ),
        migrations.AddField(
            model_name="sezione",
            name="capitolo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sezioni",
                to="piano.capitolo",
            ),
        ),
        migrations.AddField(
            model_name="tabellacontesto",
            name="capitolo",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tabelle",
                to="piano.capitolo",
            ),
        ),
        migrations.AddField(
            model_name="dichiarazione",
            name="tabella",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dichiarazioni",
                to="piano.tabellacontesto",
                verbose_name="tabella di cui parla",
            ),
        ),
        migrations.AddField(
            model_name="trasmissione",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="trasmissioni",
                to="piano.piano",
            ),
        ),
        migrations.AddField(
            model_name="versione",
            name="atto",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versioni",
                to="rete.atto",
            ),
        ),
        migrations.AddField(
            model_name="versione",
            name="compilata_da",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versioni",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="versione",
            name="documento",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versione",
                to="conciliazione.documento",
            ),
        ),
        migrations.AddField(
            model_name="versione",
            name="elaborazione",
            field=models.OneToOneField(
                blank=True,
                help_text="Il lavoro che l'ha compilata: uno solo, una versione sola.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versione",
                to="conciliazione.elaborazione",
            ),
        ),
        migrations.AddField(
            model_name="versione",
            name="piano",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versioni",
                to="piano.piano",
            ),
        ),
        migrations.AddConstraint(
            model_name="misuraindicatore",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="piano_misuraindicatore_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="misuraindicatore",
            constraint=models.UniqueConstraint(
                fields=("indicatore", "ordine"),
                name="piano_misuraindicatore_indicatore_ordine_unici",
            ),
        ),
        migrations.AddConstraint(
            model_name="piano",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="piano_piano_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="piano",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stato__in",
                        ["in_redazione", "proposto", "con_parere", "approvato", "in_modifica"],
                    )
                ),
                name="piano_piano_stato_ammesso",
                violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="piano",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stato", "in_redazione"), ("proposto_il__isnull", False), _connector="OR"
                ),
                name="piano_piano_proposto_con_data",
                violation_error_message="Un Piano proposto ha la data in cui lo è stato.",
            ),
        ),
        migrations.AddConstraint(
            model_name="piano",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stato__in", ["in_redazione", "proposto"]),
                    ("parere__isnull", False),
                    _connector="OR",
                ),
                name="piano_piano_parere_registrato",
                violation_error_message="Manca il parere del Tavolo sul Piano.",
            ),
        ),
        migrations.AddConstraint(
            model_name="piano",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stato__in", ["approvato", "in_modifica"]), _negated=True),
                    models.Q(("approvato_il__isnull", False), ("atto__isnull", False)),
                    _connector="OR",
                ),
                name="piano_piano_approvato_con_atto",
                violation_error_message="Un Piano approvato ha il suo atto e la sua data.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivogenerale",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="piano_obiettivogenerale_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obiettivogenerale",
            constraint=models.UniqueConstraint(
                fields=("piano", "ordine"), name="piano_obiettivogenerale_piano_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorepiano",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominazione", ""), _negated=True),
                name="piano_indicatorepiano_denominazione_presente",
                violation_error_message="«Denominazione» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorepiano",
            constraint=models.UniqueConstraint(
                fields=("piano", "ordine"), name="piano_indicatorepiano_piano_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="finalita",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="piano_finalita_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="finalita",
            constraint=models.UniqueConstraint(
                fields=("piano", "ordine"), name="piano_finalita_piano_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="capitolo",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="piano_capitolo_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="capitolo",
            constraint=models.UniqueConstraint(
                fields=("piano", "numero"), name="piano_capitolo_piano_numero_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="capitolo",
            constraint=models.UniqueConstraint(
                fields=("piano", "slug"), name="piano_capitolo_piano_slug_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="allegatorichiamato",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="piano_allegatorichiamato_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allegatorichiamato",
            constraint=models.UniqueConstraint(
                fields=("piano", "ordine"), name="piano_allegatorichiamato_piano_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="puntosostenibilita",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="piano_puntosostenibilita_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="puntosostenibilita",
            constraint=models.UniqueConstraint(
                fields=("piano", "lettera"), name="piano_puntosostenibilita_piano_lettera_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="elementosostenibilita",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="piano_elementosostenibilita_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementosostenibilita",
            constraint=models.UniqueConstraint(
                fields=("punto", "ordine"), name="piano_elementosostenibilita_punto_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="sezione",
            constraint=models.CheckConstraint(
                condition=models.Q(("testo", ""), _negated=True),
                name="piano_sezione_testo_presente",
                violation_error_message="«Testo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sezione",
            constraint=models.UniqueConstraint(
                fields=("capitolo", "ordine"), name="piano_sezione_capitolo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="tabellacontesto",
            constraint=models.CheckConstraint(
                condition=models.Q(("titolo", ""), _negated=True),
                name="piano_tabellacontesto_titolo_presente",
                violation_error_message="«Titolo» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tabellacontesto",
            constraint=models.CheckConstraint(
                condition=models.Q(("forma__in", ["", "barre", "colonne", "linea"])),
                name="piano_tabellacontesto_forma_ammesso",
                violation_error_message="Il valore di «forma» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tabellacontesto",
            constraint=models.UniqueConstraint(
                fields=("capitolo", "ordine"), name="piano_tabellacontesto_capitolo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="dichiarazione",
            constraint=models.CheckConstraint(
                condition=models.Q(("etichetta", ""), _negated=True),
                name="piano_dichiarazione_etichetta_presente",
                violation_error_message="«Etichetta» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dichiarazione",
            constraint=models.UniqueConstraint(
                fields=("capitolo", "ordine"), name="piano_dichiarazione_capitolo_ordine_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="dichiarazione",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valore__isnull", False),
                    models.Q(("testo", ""), _negated=True),
                    _connector="OR",
                ),
                name="piano_dichiarazione_dice_qualcosa",
                violation_error_message="Una dichiarazione ha un valore o un testo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="trasmissione",
            constraint=models.CheckConstraint(
                condition=models.Q(("destinatario", ""), _negated=True),
                name="piano_trasmissione_destinatario_presente",
                violation_error_message="«Destinatario» non può essere vuoto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="trasmissione",
            constraint=models.UniqueConstraint(
                fields=("piano", "destinatario"), name="piano_trasmissione_piano_destinatario_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="versione",
            constraint=models.CheckConstraint(
                condition=models.Q(("stato__in", ["bozza", "definitiva"])),
                name="piano_versione_stato_ammesso",
                violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="versione",
            constraint=models.UniqueConstraint(
                fields=("piano", "numero"), name="piano_versione_piano_numero_unici"
            ),
        ),
        migrations.AddConstraint(
            model_name="versione",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("sha256_dati"), 64
                    )
                ),
                name="piano_versione_sha256_dati_intera",
                violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="versione",
            constraint=models.CheckConstraint(
                condition=models.Q(("pagine__gt", 0)),
                name="piano_versione_con_pagine",
                violation_error_message="Una versione ha almeno una pagina.",
            ),
        ),
        migrations.AddConstraint(
            model_name="versione",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("atto__isnull", False),
                        ("pubblicata_il__isnull", False),
                        ("stato", "definitiva"),
                    ),
                    models.Q(
                        ("atto__isnull", True), ("pubblicata_il__isnull", True), ("stato", "bozza")
                    ),
                    _connector="OR",
                ),
                name="piano_versione_definitiva_con_atto",
                violation_error_message="Una versione definitiva ha il suo atto e la sua data.",
            ),
        ),
    ]
