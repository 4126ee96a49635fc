"""What a call is made of: criteria, requirements, files, versions, questions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.sigilli import Padre, Sigillo
from conciliazione.vincoli import choice_check, not_blank, unique_row
from progetti.enums import GenereVersione, RimedioNumeroLegale
from progetti.models.avvisi import Avviso

# By what a proposal is judged stays as it was when the first could be sent.
APERTURA = Padre("avviso", dal="apre_il", tranne={"stato": "bozza"})


class Criterio(models.Model):
    """A criterion by which the proposals of a call are scored."""

    CHIAVE = ("avviso", "ordine")

    avviso = models.ForeignKey(Avviso, on_delete=models.CASCADE, related_name="criteri")
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=200)
    guida = models.TextField("come si dà il punteggio", blank=True)
    peso = models.DecimalField(
        "peso in centesimi",
        max_digits=5,
        decimal_places=2,
        help_text="I pesi di un avviso sommano a 100.",
    )
    massimo = models.DecimalField("punti al massimo", max_digits=5, decimal_places=2)
    minimo = models.DecimalField(
        "punti al minimo",
        max_digits=5,
        decimal_places=2,
        default=0,
        help_text="Sotto questa media, su questo criterio, la proposta non è ammessa.",
    )

    sigillo = Sigillo(padre=APERTURA)

    class Meta:
        ordering = ["avviso", "ordine"]
        verbose_name_plural = "criteri"
        constraints = [
            not_blank("titolo"),
            unique_row("avviso", "ordine"),
            models.CheckConstraint(
                condition=Q(peso__gt=0, peso__lte=100),
                name="%(app_label)s_%(class)s_peso_fra_0_e_100",
                violation_error_message="Il peso è maggiore di 0 e al più 100.",
            ),
            models.CheckConstraint(
                condition=Q(massimo__gt=0, minimo__gte=0, minimo__lte=F("massimo")),
                name="%(app_label)s_%(class)s_minimo_entro_massimo",
                violation_error_message="Il minimo va da 0 al massimo, che è maggiore di 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo


class RequisitoAvviso(models.Model):
    """Something that a proposal must have to be admissible."""

    CHIAVE = ("avviso", "ordine")

    avviso = models.ForeignKey(Avviso, on_delete=models.CASCADE, related_name="requisiti")
    ordine = models.PositiveSmallIntegerField()
    testo = models.CharField(max_length=300)

    sigillo = Sigillo(padre=APERTURA)

    class Meta:
        ordering = ["avviso", "ordine"]
        verbose_name = "requisito di ammissibilità"
        verbose_name_plural = "requisiti di ammissibilità"
        constraints = [not_blank("testo"), unique_row("avviso", "ordine")]

    def __str__(self) -> str:
        return self.testo


class RimedioAmmesso(models.Model):
    """What a call admits when too few members are free to score."""

    CHIAVE = ("avviso", "rimedio")

    avviso = models.ForeignKey(Avviso, on_delete=models.CASCADE, related_name="rimedi")
    rimedio = models.CharField(max_length=20, choices=RimedioNumeroLegale)

    class Meta:
        ordering = ["avviso", "rimedio"]
        verbose_name = "rimedio ammesso"
        verbose_name_plural = "rimedi ammessi"
        constraints = [
            choice_check("rimedio", RimedioNumeroLegale),
            unique_row("avviso", "rimedio"),
        ]

    def __str__(self) -> str:
        return self.get_rimedio_display()


class DocumentoAvviso(models.Model):
    """A file that a call offers to who answers it."""

    avviso = models.ForeignKey(Avviso, on_delete=models.CASCADE, related_name="documenti")
    ordine = models.PositiveSmallIntegerField(default=0)
    titolo = models.CharField(max_length=200)
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["avviso", "ordine", "pk"]
        verbose_name = "documento dell’avviso"
        verbose_name_plural = "documenti degli avvisi"
        constraints = [not_blank("titolo")]

    def __str__(self) -> str:
        return self.titolo


class VersioneAvviso(models.Model):
    """The text of a call as it was published, or as an act corrected it. Insert-only."""

    avviso = models.ForeignKey(Avviso, on_delete=models.PROTECT, related_name="versioni")
    numero = models.PositiveSmallIntegerField()
    genere = models.CharField(max_length=20, choices=GenereVersione)
    dati = models.JSONField("l’avviso com’era")
    sha256 = models.CharField("impronta SHA-256 dei dati", max_length=64)
    atto = models.ForeignKey("rete.Atto", on_delete=models.PROTECT, related_name="+")
    motivo = models.TextField(blank=True)
    registrata_da = models.ForeignKey(
        "rete.Utente", on_delete=models.PROTECT, null=True, related_name="+"
    )
    registrata_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["avviso", "numero"]
        verbose_name = "versione dell’avviso"
        verbose_name_plural = "versioni degli avvisi"
        indexes = [models.Index(fields=["-registrata_il", "-id"], name="progetti_versione_recenti")]
        constraints = [
            choice_check("genere", GenereVersione),
            unique_row("avviso", "numero"),
            sha256_check(),
            models.CheckConstraint(
                condition=Q(genere="pubblicazione") | ~Q(motivo=""),
                name="%(app_label)s_%(class)s_cambiata_con_motivo",
                violation_error_message="Di una rettifica o di una proroga si scrive il motivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.avviso}, versione {self.numero}"


class Quesito(models.Model):
    """A question about a call, with the answer that everybody reads."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    avviso = models.ForeignKey(Avviso, on_delete=models.PROTECT, related_name="quesiti")
    testo = models.TextField("domanda")
    email = models.EmailField("e-mail di chi chiede", blank=True)
    posto_il = models.DateTimeField(db_default=Now(), editable=False)
    risposta = models.TextField(blank=True)
    risposto_da = models.ForeignKey(
        "rete.Utente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    risposto_il = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["avviso", "posto_il", "pk"]
        verbose_name_plural = "quesiti"
        constraints = [
            not_blank("testo"),
            models.CheckConstraint(
                condition=Q(risposta="", risposto_il__isnull=True)
                | ~Q(risposta="") & Q(risposto_il__isnull=False),
                name="%(app_label)s_%(class)s_risposta_con_data",
                violation_error_message="Una risposta ha la sua data.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo[:80]


class SceltaNumeroLegale(models.Model):
    """What the responsabile chose, among what the call admits, without enough free members."""

    avviso = models.ForeignKey(Avviso, on_delete=models.PROTECT, related_name="scelte")
    rimedio = models.CharField(max_length=20, choices=RimedioNumeroLegale)
    motivo = models.TextField()
    atto = models.ForeignKey("rete.Atto", on_delete=models.PROTECT, related_name="+")
    organo = models.ForeignKey(
        "rete.Organo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="commissione a cui si affida la valutazione",
    )
    liberi = models.PositiveSmallIntegerField("componenti liberi quando si è scelto")
    scritta_da = models.ForeignKey("rete.Utente", on_delete=models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField(db_default=Now(), editable=False)

    sigillo = Sigillo()

    class Meta:
        ordering = ["avviso", "scritta_il", "pk"]
        verbose_name = "scelta senza numero legale"
        verbose_name_plural = "scelte senza numero legale"
        constraints = [
            choice_check("rimedio", RimedioNumeroLegale),
            not_blank("motivo"),
            models.CheckConstraint(
                condition=Q(rimedio="altro_organo", organo__isnull=False)
                | ~Q(rimedio="altro_organo") & Q(organo__isnull=True),
                name="%(app_label)s_%(class)s_altro_organo_detto",
                violation_error_message="Si indica la commissione solo se le si affida la"
                " valutazione.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_rimedio_display()
