from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from conciliazione.codici import new_code
from conciliazione.models import Passaggio, sha256_check
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import dates_in_order, not_blank, unique_row
from piano.models.piani import Piano


class DerogaQuerySet(models.QuerySet):
    def vigenti(self) -> "DerogaQuerySet":
        """Those that nobody revoked."""
        return self.filter(revocata_il__isnull=True)


class Deroga(models.Model):
    """A finding of the checks that is let stand: which, why, and in what capacity it was decided.

    It holds while a finding has the same `chiave` and the same `impronta`: when the values change
    the finding stands again. The database lets nobody change it, but to revoke it once.
    """

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    piano = models.ForeignKey(Piano, on_delete=models.PROTECT, related_name="deroghe")
    numero = models.PositiveIntegerField()
    chiave = models.CharField("chiave del rilievo", max_length=500)
    impronta = models.CharField("impronta SHA-256 dei valori", max_length=64)
    controllo = models.CharField(max_length=120)
    oggetto = models.TextField("di che cosa parla il rilievo")
    testo = models.TextField("rilievo, com'era")
    motivo = models.TextField()
    in_veste_di = models.CharField(
        "in veste di", max_length=Passaggio._meta.get_field("in_veste_di").max_length
    )
    concessa_da = models.ForeignKey(
        "rete.Utente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deroghe_concesse",
        help_text="Vuoto quando è il portale stesso, per preparare la demo.",
    )
    concessa_il = models.DateTimeField(db_default=Now(), editable=False)
    revocata_il = models.DateTimeField(null=True, blank=True, editable=False)
    revocata_da = models.ForeignKey(
        "rete.Utente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deroghe_revocate",
        editable=False,
    )
    motivo_revoca = models.TextField("motivo della revoca", blank=True, editable=False)

    objects = DerogaQuerySet.as_manager()

    sigillo = Sigillo(una_volta=("revocata_il", "revocata_da", "motivo_revoca"))

    class Meta:
        ordering = ["piano", "numero"]
        verbose_name_plural = "deroghe"
        constraints = [
            *(
                not_blank(campo)
                for campo in ("chiave", "controllo", "oggetto", "testo", "motivo", "in_veste_di")
            ),
            sha256_check("impronta"),
            unique_row("piano", "numero"),
            models.UniqueConstraint(
                fields=["piano", "chiave"],
                condition=Q(revocata_il__isnull=True),
                name="%(app_label)s_%(class)s_una_vigente",
                violation_error_message="Il rilievo ha già una deroga.",
            ),
            models.CheckConstraint(
                condition=Q(revocata_il__isnull=True, revocata_da__isnull=True, motivo_revoca="")
                | (Q(revocata_il__isnull=False) & ~Q(motivo_revoca="")),
                name="%(app_label)s_%(class)s_revocata_con_motivo",
                violation_error_message="Una deroga si revoca con una data e un motivo.",
            ),
            dates_in_order("concessa_il", "revocata_il"),
        ]

    def __str__(self) -> str:
        return f"Deroga n. {self.numero}"
