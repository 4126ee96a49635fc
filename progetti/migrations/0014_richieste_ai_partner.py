import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("progetti", "0013_versione_della_finestra"),
        ("rete", "0020_organo_di_un_soggetto"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RichiestaPartner",
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
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail di chi risponde"
                    ),
                ),
                ("chiede", models.CharField(max_length=200, verbose_name="che cosa si chiede")),
                ("entro_il", models.DateField(verbose_name="entro il")),
                (
                    "impronta",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                ("collegamento_fino_a", models.DateTimeField(editable=False, null=True)),
                (
                    "stato",
                    models.CharField(
                        choices=[
                            ("attesa", "in attesa"),
                            ("arrivata", "arrivata, da accogliere"),
                            ("accolta", "accolta"),
                            ("rifiutata", "non accolta, da rimandare"),
                            ("annullata", "annullata"),
                        ],
                        default="attesa",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "motivo",
                    models.TextField(
                        blank=True,
                        editable=False,
                        verbose_name="perché non è accolta, o è annullata",
                    ),
                ),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("arrivata_il", models.DateTimeField(editable=False, null=True)),
                (
                    "creata_da",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicatore",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_partner",
                        to="progetti.indicatore",
                        verbose_name="indicatore che fa avanzare",
                    ),
                ),
                (
                    "progetto",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richieste_partner",
                        to="progetti.progetto",
                    ),
                ),
                (
                    "prova",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="richiesta",
                        to="progetti.prova",
                    ),
                ),
                (
                    "soggetto",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rete.soggetto",
                        verbose_name="a chi si chiede",
                    ),
                ),
                (
                    "tipo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="progetti.tipoprova",
                        verbose_name="che tipo di prova è",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta al partner",
                "verbose_name_plural": "richieste ai partner",
                "ordering": ["progetto", "entro_il", "pk"],
                "indexes": [
                    models.Index(fields=["stato", "entro_il"], name="progetti_richiesta_partner")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stato__in",
                                ["attesa", "arrivata", "accolta", "rifiutata", "annullata"],
                            )
                        ),
                        name="progetti_richiestapartner_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chiede", ""), _negated=True),
                        name="progetti_richiestapartner_chiede_presente",
                        violation_error_message="«Chiede» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arrivata_il__isnull", True),
                                ("prova__isnull", True),
                                ("stato", "attesa"),
                            ),
                            ("stato", "annullata"),
                            models.Q(
                                models.Q(("stato__in", ["attesa", "annullata"]), _negated=True),
                                ("arrivata_il__isnull", False),
                                ("prova__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestapartner_arrivata_con_prova",
                        violation_error_message="Ciò che è arrivato è una prova, con il suo giorno.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stato__in", ["rifiutata", "annullata"]),
                                models.Q(("motivo", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stato__in", ["rifiutata", "annullata"]), _negated=True),
                                ("motivo", ""),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestapartner_rifiutata_con_motivo",
                        violation_error_message="Ciò che non si accoglie, o si annulla, ha un motivo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("collegamento_fino_a__isnull", True), ("impronta__isnull", True)
                            ),
                            models.Q(
                                ("collegamento_fino_a__isnull", False), ("impronta__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="progetti_richiestapartner_collegamento_con_termine",
                        violation_error_message="Un collegamento vale fino a un momento.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stato__in", ["accolta", "annullata"]), _negated=True),
                            models.Q(("email", ""), ("impronta__isnull", True)),
                            _connector="OR",
                        ),
                        name="progetti_richiestapartner_finita_senza_indirizzo",
                        violation_error_message="Di ciò che è finito non resta l’indirizzo.",
                    ),
                ],
            },
        ),
    ]
