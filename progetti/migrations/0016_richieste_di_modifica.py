import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("progetti", "0015_criticita"),
        ("rete", "0020_organo_di_un_soggetto"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RichiestaModifica",
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
                    "tipo",
                    models.CharField(
                        choices=[
                            ("proroga", "Proroga"),
                            ("target", "Cambio di un valore atteso"),
                            ("partner", "Cambio di partner"),
                            ("altro", "Altra modifica"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("motivo", models.TextField(verbose_name="perché")),
                (
                    "nuova_fine",
                    models.DateField(blank=True, null=True, verbose_name="nuova fine del progetto"),
                ),
                (
                    "nuovo_target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="nuovo valore atteso",
                    ),
                ),
                ("descrizione", models.TextField(blank=True, verbose_name="che cosa cambia")),
                ("fine_precedente", models.DateField(editable=False, null=True)),
                (
                    "target_precedente",
                    models.DecimalField(decimal_places=2, editable=False, max_digits=12, null=True),
                ),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("presentata", "presentata"),
                            ("con_parere", "con parere, da decidere"),
                            ("accolta", "accolta"),
                            ("respinta", "respinta"),
                            ("ritirata", "ritirata"),
                        ],
                        default="presentata",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "presentata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "parere",
                    models.TextField(
                        blank=True, editable=False, verbose_name="parere del Comitato"
                    ),
                ),
                ("decisa_il", models.DateTimeField(editable=False, null=True)),
                (
                    "atto",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.atto",
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_modifica",
                        to="progetti.indicatore",
                    ),
                ),
                (
                    "parere_reso",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.parere",
                    ),
                ),
                (
                    "presentata_da",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_modifica",
                        to="progetti.progetto",
                    ),
                ),
                (
                    "seduta",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.seduta",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di modifica",
                "verbose_name_plural": "richieste di modifica",
                "ordering": ["-presentata_il", "-pk"],
                "indexes": [
                    models.Index(fields=["stato", "presentata_il"], name="progetti_modifica_stato")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["proroga", "target", "partner", "altro"])),
                        name="progetti_richiestamodifica_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                ["presentata", "con_parere", "accolta", "respinta", "ritirata"],
                            )
                        ),
                        name="progetti_richiestamodifica_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("motivo", ""), _negated=True),
                        name="progetti_richiestamodifica_motivo_presente",
                        violation_error_message="«Motivo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("indicatore__isnull", True),
                                ("nuova_fine__isnull", False),
                                ("tipo", "proroga"),
                                ("nuovo_target__isnull", True),
                            ),
                            models.Q(
                                ("indicatore__isnull", False),
                                ("nuova_fine__isnull", True),
                                ("tipo", "target"),
                                ("nuovo_target__isnull", False),
                            ),
                            models.Q(
                                ("nuova_fine__isnull", True),
                                ("tipo__in", ["partner", "altro"]),
                                ("indicatore__isnull", True),
                                ("nuovo_target__isnull", True),
                                models.Q(("descrizione", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestamodifica_dice_che_cosa",
                        violation_error_message="Di una modifica si dice che cosa cambia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decisa_il__isnull", True),
                                ("stato__in", ["presentata", "con_parere"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("stato__in", ["presentata", "con_parere"]), _negated=True
                                ),
                                ("decisa_il__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestamodifica_decisa_con_data",
                        violation_error_message="Ciò che è deciso ha la sua data.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stato__in", ["con_parere", "accolta", "respinta"]), _negated=True
                            ),
                            models.Q(
                                models.Q(("parere", ""), _negated=True),
                                models.Q(
                                    ("seduta__isnull", False),
                                    ("parere_reso__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestamodifica_decisa_con_parere",
                        violation_error_message="Si decide con il parere, e con la seduta in cui è reso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("atto__isnull", False), ("stato", "accolta")),
                            models.Q(
                                models.Q(("stato", "accolta"), _negated=True),
                                ("atto__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestamodifica_accolta_con_atto",
                        violation_error_message="Ciò che si accoglie ha il suo atto.",
                    ),
                ],
            },
        ),
    ]
