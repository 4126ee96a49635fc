import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import conciliazione.codici


class Migration(migrations.Migration):
    dependencies = [
        ("progetti", "0014_richieste_ai_partner"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Criticita",
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
                        choices=[("rischio", "rischio"), ("problema", "problema")], max_length=20
                    ),
                ),
                ("testo", models.TextField(verbose_name="che cosa")),
                ("segue", models.CharField(max_length=200, verbose_name="chi la segue")),
                ("entro_il", models.DateField(blank=True, null=True, verbose_name="entro il")),
                (
                    "stato",
                    models.CharField(
                        choices=[("aperta", "aperta"), ("chiusa", "chiusa")],
                        default="aperta",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("versione", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "esito",
                    models.TextField(blank=True, editable=False, verbose_name="com’è finita"),
                ),
                ("chiusa_il", models.DateTimeField(editable=False, null=True)),
                (
                    "creata_il",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
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
                    "progetto",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criticita",
                        to="progetti.progetto",
                    ),
                ),
            ],
            options={
                "verbose_name": "criticità",
                "verbose_name_plural": "criticità",
                "ordering": ["stato", models.OrderBy(models.F("entro_il"), nulls_last=True), "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tipo__in", ["rischio", "problema"])),
                        name="progetti_criticita_tipo_ammesso",
                        violation_error_message="Il valore di «tipo» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stato__in", ["aperta", "chiusa"])),
                        name="progetti_criticita_stato_ammesso",
                        violation_error_message="Il valore di «stato» non è fra quelli ammessi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("testo", ""), _negated=True),
                        name="progetti_criticita_testo_presente",
                        violation_error_message="«Testo» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("segue", ""), _negated=True),
                        name="progetti_criticita_segue_presente",
                        violation_error_message="«Segue» non può essere vuoto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chiusa_il__isnull", True), ("esito", ""), ("stato", "aperta")
                            ),
                            models.Q(
                                ("chiusa_il__isnull", False),
                                ("stato", "chiusa"),
                                models.Q(("esito", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="progetti_criticita_chiusa_con_esito",
                        violation_error_message="Di ciò che si chiude si dice com’è finito.",
                    ),
                ],
            },
        ),
    ]
