"""The tables that every room shares. They know no room: an object is a content type and an id."""

from pathlib import PurePath

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Length, Now
from django.db.models.lookups import Exact

from conciliazione.codici import new_code
from conciliazione.enums import Riservatezza, StatoElaborazione, StatoMessaggio, TipoDocumento
from conciliazione.querysets import (
    ElaborazioneQuerySet,
    MessaggioQuerySet,
    ObjectHistoryQuerySet,
)
from conciliazione.sigilli import Sigillo
from conciliazione.vincoli import choice_check, dates_in_order, not_blank

UTENTE = settings.AUTH_USER_MODEL


def sha256_check(campo: str = "sha256") -> CheckConstraint:
    """`campo` is as long as a SHA-256 written in hexadecimal."""
    return CheckConstraint(
        condition=Q(Exact(Length(campo), 64)),
        name=f"%(app_label)s_%(class)s_{campo}_intera",
        violation_error_message="L'impronta SHA-256 deve essere di 64 caratteri.",
    )


def stored_name(documento: "Documento", nome: str) -> str:
    """A random path below the storage: nothing of what a person typed reaches the disk."""
    casuale = new_code() + new_code()
    return f"{casuale[:2]}/{casuale}{PurePath(nome).suffix.lower()[:8]}"


class Passaggio(models.Model):
    """One change of state of one object: who, acting as whom, when and why. Insert-only."""

    oggetto_tipo = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name="tipo di oggetto"
    )
    oggetto_id = models.CharField("identificativo dell'oggetto", max_length=40)
    verbo = models.CharField(max_length=60)
    da = models.CharField("stato di partenza", max_length=40, blank=True)
    a = models.CharField("stato di arrivo", max_length=40)
    autore = models.ForeignKey(
        UTENTE,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Vuoto quando è il portale stesso, per esempio allo scadere di un termine.",
    )
    in_veste_di = models.CharField("in veste di", max_length=250, blank=True)
    quando = models.DateTimeField(db_default=Now(), editable=False)
    motivo = models.TextField(blank=True)
    dati = models.JSONField(default=dict, blank=True)

    objects = ObjectHistoryQuerySet.as_manager()

    sigillo = Sigillo()

    class Meta:
        verbose_name = "passaggio"
        verbose_name_plural = "passaggi"
        ordering = ["quando", "pk"]
        indexes = [models.Index(fields=["oggetto_tipo", "oggetto_id"], name="passaggio_oggetto")]
        constraints = [not_blank("oggetto_id"), not_blank("verbo"), not_blank("a")]

    def __str__(self) -> str:
        return f"{self.verbo}: {self.da or '–'} → {self.a}"


class Documento(models.Model):
    """One file, uploaded or produced; served only by the page of the object that owns it."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    nome = models.CharField("nome del file", max_length=200)
    tipo = models.CharField(max_length=100, choices=TipoDocumento)
    dimensione = models.PositiveBigIntegerField("dimensione in byte")
    sha256 = models.CharField("impronta SHA-256", max_length=64)
    riservatezza = models.CharField(max_length=20, choices=Riservatezza)
    file = models.FileField(upload_to=stored_name, max_length=120)
    caricato_da = models.ForeignKey(
        UTENTE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="caricato da"
    )
    caricato_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        ordering = ["-caricato_il", "-pk"]
        constraints = [
            choice_check("tipo", TipoDocumento),
            choice_check("riservatezza", Riservatezza),
            not_blank("nome"),
            not_blank("file"),
            sha256_check(),
            CheckConstraint(
                condition=Q(dimensione__gt=0),
                name="%(app_label)s_%(class)s_non_vuoto",
                violation_error_message="Il file è vuoto.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class Elaborazione(models.Model):
    """A background job. This row is the truth; the broker only carries its id."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    genere = models.CharField(max_length=60)
    argomenti = models.JSONField(default=dict, blank=True, help_text="Solo identificativi.")
    chiave = models.CharField(
        max_length=120,
        help_text="La stessa cosa chiesta due volte mentre è attiva è una elaborazione sola.",
    )
    richiesta_da = models.ForeignKey(
        UTENTE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="richiesta da"
    )
    stato = models.CharField(
        max_length=20, choices=StatoElaborazione, default=StatoElaborazione.IN_CODA
    )
    tentativi = models.PositiveSmallIntegerField(default=0)
    preso_da = models.UUIDField("tentativo in corso", null=True, blank=True, editable=False)
    presa_fino_a = models.DateTimeField(null=True, blank=True, editable=False)
    fase = models.CharField(max_length=120, blank=True)
    avanzamento = models.PositiveSmallIntegerField("avanzamento percentuale", default=0)
    errore = models.TextField(blank=True)
    esito = models.JSONField(default=dict, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="file"
    )
    creata_il = models.DateTimeField(db_default=Now(), editable=False)
    pubblicata_il = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Ultima consegna alla coda dei lavori."
    )
    iniziata_il = models.DateTimeField(null=True, blank=True, editable=False)
    finita_il = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ElaborazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "elaborazione"
        verbose_name_plural = "elaborazioni"
        ordering = ["-creata_il", "-pk"]
        constraints = [
            choice_check("stato", StatoElaborazione),
            not_blank("genere"),
            not_blank("chiave"),
            UniqueConstraint(
                fields=["chiave"],
                condition=Q(stato__in=["in_coda", "in_corso"]),
                name="%(app_label)s_%(class)s_attiva_unica",
                violation_error_message="La stessa elaborazione è già in corso.",
            ),
            CheckConstraint(
                condition=Q(avanzamento__lte=100),
                name="%(app_label)s_%(class)s_avanzamento_percentuale",
                violation_error_message="L'avanzamento va da 0 a 100.",
            ),
            CheckConstraint(
                condition=Q(
                    stato="in_corso",
                    preso_da__isnull=False,
                    presa_fino_a__isnull=False,
                    iniziata_il__isnull=False,
                )
                | (~Q(stato="in_corso") & Q(preso_da__isnull=True, presa_fino_a__isnull=True)),
                name="%(app_label)s_%(class)s_in_corso_se_presa",
                violation_error_message="È in corso solo l'elaborazione che qualcuno ha preso.",
            ),
            CheckConstraint(
                condition=Q(stato__in=["riuscita", "fallita"], finita_il__isnull=False)
                | Q(stato__in=["in_coda", "in_corso"], finita_il__isnull=True),
                name="%(app_label)s_%(class)s_finita_con_data",
                violation_error_message="Ha una data di fine solo l'elaborazione finita.",
            ),
            CheckConstraint(
                condition=~Q(stato="fallita") | ~Q(errore=""),
                name="%(app_label)s_%(class)s_fallita_con_errore",
                violation_error_message="Di una elaborazione fallita si scrive il perché.",
            ),
            dates_in_order("iniziata_il", "finita_il"),
        ]
        indexes = [models.Index(fields=["stato", "pubblicata_il"], name="elaborazione_da_seguire")]

    def __str__(self) -> str:
        return f"{self.genere} {self.codice}"

    @property
    def is_active(self) -> bool:
        """Whether it still has to end."""
        return self.stato in {StatoElaborazione.IN_CODA, StatoElaborazione.IN_CORSO}


class CopiaSigillata(models.Model):
    """What was sent, as it was sent. Insert-only; the PDF made of it is attached to it once."""

    oggetto_tipo = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name="tipo di oggetto"
    )
    oggetto_id = models.CharField("identificativo dell'oggetto", max_length=40)
    dati = models.JSONField()
    documento = models.ForeignKey(
        Documento, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField("impronta SHA-256 dei dati", max_length=64)
    sigillata_da = models.ForeignKey(
        UTENTE, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sigillata_il = models.DateTimeField(db_default=Now(), editable=False)

    objects = ObjectHistoryQuerySet.as_manager()

    sigillo = Sigillo(una_volta=("documento",))

    class Meta:
        verbose_name = "copia sigillata"
        verbose_name_plural = "copie sigillate"
        ordering = ["sigillata_il", "pk"]
        indexes = [models.Index(fields=["oggetto_tipo", "oggetto_id"], name="copia_oggetto")]
        constraints = [not_blank("oggetto_id"), sha256_check()]

    def __str__(self) -> str:
        return f"copia {self.sha256[:12]}"


class Messaggio(models.Model):
    """One e-mail to send once; the key says which one it is."""

    chiave = models.CharField(max_length=200, unique=True)
    destinatario = models.EmailField()
    oggetto = models.CharField(max_length=200)
    testo = models.TextField()
    allegato = models.ForeignKey(Documento, models.PROTECT, null=True, blank=True, related_name="+")
    calendario = models.TextField(
        "appuntamento allegato", blank=True, help_text="In formato iCalendar."
    )
    stato = models.CharField(
        max_length=20, choices=StatoMessaggio, default=StatoMessaggio.DA_INVIARE
    )
    riepilogo = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="raccolti",
        verbose_name="riepilogo che lo contiene",
    )
    tentativi = models.PositiveSmallIntegerField(default=0)
    prossimo_invio_il = models.DateTimeField(db_default=Now(), editable=False)
    creato_il = models.DateTimeField(db_default=Now(), editable=False)
    inviato_il = models.DateTimeField(null=True, blank=True, editable=False)
    errore = models.TextField(blank=True)

    objects = MessaggioQuerySet.as_manager()

    class Meta:
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        ordering = ["creato_il", "pk"]
        constraints = [
            choice_check("stato", StatoMessaggio),
            not_blank("chiave"),
            not_blank("destinatario"),
            not_blank("oggetto"),
            CheckConstraint(
                condition=Q(stato="inviato", inviato_il__isnull=False)
                | (~Q(stato="inviato") & Q(inviato_il__isnull=True)),
                name="%(app_label)s_%(class)s_inviato_con_data",
                violation_error_message="Ha una data di invio solo il messaggio inviato.",
            ),
            CheckConstraint(
                condition=Q(stato="raccolto", riepilogo__isnull=False)
                | ~Q(stato="raccolto") & Q(riepilogo__isnull=True),
                name="%(app_label)s_%(class)s_raccolto_in_un_riepilogo",
                violation_error_message="Un messaggio raccolto sta in un riepilogo.",
            ),
            CheckConstraint(
                condition=~Q(stato="fallito") | ~Q(errore=""),
                name="%(app_label)s_%(class)s_fallito_con_errore",
                violation_error_message="Di un messaggio non inviato si scrive il perché.",
            ),
        ]
        indexes = [models.Index(fields=["stato", "prossimo_invio_il"], name="messaggio_da_inviare")]

    def __str__(self) -> str:
        return self.oggetto


class Ricevuta(models.Model):
    """The token of a form already accepted, and what came of it: a second click gets the same."""

    utente = models.ForeignKey(UTENTE, models.CASCADE, related_name="+")
    scopo = models.CharField(max_length=60)
    gettone = models.CharField(max_length=64)
    risultato = models.CharField(max_length=300, blank=True)
    creata_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "ricevuta"
        verbose_name_plural = "ricevute"
        ordering = ["-creata_il", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["utente", "scopo", "gettone"],
                name="%(app_label)s_%(class)s_unica",
                violation_error_message="Questo modulo è già stato inviato.",
            ),
            not_blank("scopo"),
            not_blank("gettone"),
        ]

    def __str__(self) -> str:
        return f"{self.scopo} {self.gettone[:8]}"
