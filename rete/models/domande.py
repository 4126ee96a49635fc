from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from conciliazione.campi import RicercaField
from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.periodi import DatedQuerySet
from conciliazione.vincoli import choice_check, dates_in_order, not_blank, unique_row
from rete.enums import (
    ClasseDimensionale,
    Incombenza,
    ModalitaFirma,
    NaturaSoggetto,
    Procedimento,
    StatoDomanda,
    TipoAllegato,
    UsoModello,
)
from rete.models.soggetti import validate_ateco, validate_codice_fiscale, validate_partita_iva

# A request that was sent and waits for its decision.
PENDENTI = (
    StatoDomanda.INVIATA.value,
    StatoDomanda.IN_ISTRUTTORIA.value,
    StatoDomanda.INTEGRAZIONE.value,
    StatoDomanda.PREAVVISO.value,
    StatoDomanda.OSSERVAZIONI.value,
)
SOSPESE = (StatoDomanda.INTEGRAZIONE.value, StatoDomanda.PREAVVISO.value)
DECISE = (StatoDomanda.ACCOLTA.value, StatoDomanda.RESPINTA.value)
# Whose draft was never sent; a withdrawn request may have been one.
NON_INVIATE = (StatoDomanda.BOZZA.value, StatoDomanda.RITIRATA.value)


class TermineProcedimento(models.Model):
    """How long a procedure may take, and what silence means, from a day."""

    CHIAVE = ("procedimento", "dal")

    procedimento = models.CharField(max_length=20, choices=Procedimento)
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    giorni = models.PositiveSmallIntegerField("giorni per concludere")
    giorni_integrazione = models.PositiveSmallIntegerField("giorni per integrare")
    giorni_osservazioni = models.PositiveSmallIntegerField("giorni per le osservazioni")
    silenzio = models.TextField("che cosa vuol dire il silenzio")
    fonte = models.CharField(max_length=200)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["procedimento", "dal"]
        verbose_name = "termine del procedimento"
        verbose_name_plural = "termini dei procedimenti"
        constraints = [
            choice_check("procedimento", Procedimento),
            dates_in_order(),
            unique_row("procedimento", "dal"),
            not_blank("silenzio"),
            not_blank("fonte"),
        ]

    def __str__(self) -> str:
        return f"{self.get_procedimento_display()}: {self.giorni} giorni"


class TermineInterno(models.Model):
    """Within how many days the offices do a thing for which the law gives no term."""

    CHIAVE = ("incombenza",)

    incombenza = models.CharField("che cosa", max_length=20, choices=Incombenza, unique=True)
    giorni = models.PositiveSmallIntegerField("entro quanti giorni")
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["incombenza"]
        verbose_name = "termine interno"
        verbose_name_plural = "termini interni"
        constraints = [choice_check("incombenza", Incombenza)]

    def __str__(self) -> str:
        giorni = "1 giorno" if self.giorni == 1 else f"{self.giorni} giorni"
        return f"{self.get_incombenza_display()}: {giorni}"


class AreaInteresse(models.Model):
    """A matter in which who asks to join says that it wants to take part."""

    CHIAVE = ("slug",)

    slug = models.SlugField(unique=True)
    denominazione = models.CharField(max_length=120, unique=True)
    ordine = models.PositiveSmallIntegerField(default=0)
    attiva = models.BooleanField(default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["ordine", "denominazione"]
        verbose_name = "area di interesse"
        verbose_name_plural = "aree di interesse"
        constraints = [not_blank("denominazione")]

    def __str__(self) -> str:
        return self.denominazione


class Impegno(models.Model):
    """The commitment that who joins signs: one version from a day to a day, never rewritten."""

    CHIAVE = ("versione",)

    versione = models.PositiveSmallIntegerField(unique=True)
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    testo = models.TextField(help_text="In Markdown.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-versione"]
        verbose_name = "impegno"
        verbose_name_plural = "impegni"
        constraints = [dates_in_order(), not_blank("testo")]

    def __str__(self) -> str:
        return f"impegno, versione {self.versione}"


class ModelloMessaggio(models.Model):
    """The text from which the staff start a mail; `[[nome]]` stands for what the portal knows."""

    CHIAVE = ("uso",)

    uso = models.CharField("per che cosa", max_length=20, choices=UsoModello, unique=True)
    oggetto = models.CharField(max_length=200)
    testo = models.TextField()
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["uso"]
        verbose_name = "modello di messaggio"
        verbose_name_plural = "modelli di messaggio"
        constraints = [choice_check("uso", UsoModello), not_blank("oggetto"), not_blank("testo")]

    def __str__(self) -> str:
        return self.get_uso_display()


class DomandaAdesione(models.Model):
    """A soggetto asks to join the network: from the first step of the form to the decision."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    stato = models.CharField(
        max_length=30, choices=StatoDomanda, default=StatoDomanda.BOZZA, editable=False
    )
    versione = models.PositiveIntegerField(default=1, editable=False)
    accordo = models.ForeignKey(
        "rete.Accordo", on_delete=models.PROTECT, related_name="domande", editable=False
    )

    # --- Who is writing: an address that was confirmed, and a link of its own ---
    email = models.EmailField("e-mail di chi compila", editable=False)
    impronta = models.CharField(
        "impronta del collegamento personale", max_length=64, unique=True, editable=False
    )
    collegamento_fino_a = models.DateTimeField(editable=False)
    confermata_il = models.DateTimeField("e-mail confermata il", null=True, editable=False)
    iniziata_il = models.DateTimeField(db_default=Now(), editable=False)
    modificata_il = models.DateTimeField(db_default=Now(), editable=False)

    # --- The organisation ---
    denominazione = models.CharField(max_length=200, blank=True)
    sigla = models.CharField(max_length=40, blank=True)
    natura = models.CharField(max_length=30, choices=NaturaSoggetto, blank=True)
    dimensione = models.CharField(
        "quante persone vi lavorano", max_length=20, choices=ClasseDimensionale, blank=True
    )
    ateco = models.CharField("codice ATECO", max_length=8, blank=True, validators=[validate_ateco])
    codice_fiscale = models.CharField(
        max_length=16, blank=True, validators=[validate_codice_fiscale]
    )
    partita_iva = models.CharField(
        "partita IVA", max_length=11, blank=True, validators=[validate_partita_iva]
    )
    indirizzo = models.CharField(max_length=200, blank=True)
    cap = models.CharField("CAP", max_length=5, blank=True)
    localita = models.CharField("località", max_length=120, blank=True)
    comune = models.ForeignKey(
        "rete.Comune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande",
        help_text="Vuoto se la sede è fuori dai comuni della Rete.",
    )
    pec = models.EmailField("PEC", blank=True)
    sito = models.URLField("sito web", blank=True)
    descrizione = models.TextField("che cosa fa", blank=True)

    # --- Its people ---
    rappresentante_nome = models.CharField("legale rappresentante", max_length=150, blank=True)
    rappresentante_carica = models.CharField("carica", max_length=120, blank=True)
    rappresentante_codice_fiscale = models.CharField(
        "codice fiscale di chi firma",
        max_length=16,
        blank=True,
        validators=[validate_codice_fiscale],
    )
    referente_nome = models.CharField("referente per la Rete", max_length=150, blank=True)
    referente_incarico = models.CharField("incarico del referente", max_length=120, blank=True)
    referente_email = models.EmailField("e-mail del referente", blank=True)
    referente_telefono = models.CharField("telefono del referente", max_length=30, blank=True)

    # --- What it commits itself to ---
    aree = models.ManyToManyField(AreaInteresse, related_name="domande", blank=True)
    contributo = models.TextField("che cosa può portare alla Rete", blank=True)
    impegno = models.ForeignKey(
        Impegno, on_delete=models.PROTECT, null=True, blank=True, related_name="domande"
    )
    impegno_accettato_il = models.DateTimeField(null=True, blank=True)

    # --- How it was signed ---
    modalita_firma = models.CharField(
        "come si firma", max_length=20, choices=ModalitaFirma, blank=True
    )
    esito_firma = models.JSONField("esito del controllo della firma", default=dict, blank=True)

    # --- The procedure ---
    inviata_il = models.DateTimeField(null=True, editable=False)
    protocollo = models.CharField("numero di protocollo", max_length=40, blank=True)
    protocollo_del = models.DateField("data di protocollo", null=True, blank=True)
    termine = models.ForeignKey(
        TermineProcedimento,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande",
        editable=False,
    )
    entro_il = models.DateField("da decidere entro", null=True, editable=False)
    assegnata_a = models.ForeignKey(
        "rete.Utente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande_assegnate",
        editable=False,
    )
    soggetto = models.ForeignKey(
        "rete.Soggetto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande",
        help_text="Il soggetto già registrato a cui si riferisce, o quello che ne è nato.",
    )
    adesione = models.OneToOneField(
        "rete.Adesione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domanda",
        editable=False,
    )
    atto = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande",
        verbose_name="atto che decide",
        editable=False,
    )
    decisa_il = models.DateTimeField(null=True, editable=False)
    chiusa_il = models.DateTimeField("ritirata o archiviata il", null=True, editable=False)
    ricerca = RicercaField(
        da=("codice", "denominazione", "sigla", "codice_fiscale", "partita_iva", "email")
    )

    class Meta:
        ordering = ["-inviata_il", "-pk"]
        verbose_name = "domanda di adesione"
        verbose_name_plural = "domande di adesione"
        indexes = [
            models.Index(fields=["stato", "entro_il"], name="rete_domanda_coda"),
            models.Index(fields=["-inviata_il", "-id"], name="rete_domanda_recenti"),
            # The queue is ordered, counted and filtered on this index alone.
            models.Index(
                fields=["stato", "entro_il", "assegnata_a", "natura"],
                condition=Q(inviata_il__isnull=False),
                name="rete_domanda_inviate",
            ),
        ]
        constraints = [
            choice_check("stato", StatoDomanda),
            choice_check("natura", NaturaSoggetto, vuoto=True),
            choice_check("dimensione", ClasseDimensionale, vuoto=True),
            choice_check("modalita_firma", ModalitaFirma, vuoto=True),
            not_blank("email"),
            sha256_check("impronta"),
            models.UniqueConstraint(
                fields=["accordo", "codice_fiscale"],
                condition=Q(stato__in=PENDENTI),
                name="%(app_label)s_%(class)s_una_sola_pendente",
                violation_error_message="Con questo codice fiscale è già presente una domanda in"
                " corso: chi l’ha inviata la segue dal collegamento che ha ricevuto per e-mail.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=NON_INVIATE)
                | Q(
                    inviata_il__isnull=False,
                    confermata_il__isnull=False,
                    impegno__isnull=False,
                    impegno_accettato_il__isnull=False,
                    termine__isnull=False,
                    entro_il__isnull=False,
                )
                & ~Q(denominazione="")
                & ~Q(natura="")
                & ~Q(codice_fiscale="")
                & ~Q(rappresentante_nome="")
                & ~Q(referente_nome="")
                & ~Q(referente_email="")
                & ~Q(modalita_firma=""),
                name="%(app_label)s_%(class)s_inviata_se_completa",
                violation_error_message="La domanda non è completa.",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoDomanda.BOZZA.value) | Q(inviata_il__isnull=True),
                name="%(app_label)s_%(class)s_bozza_senza_invio",
                violation_error_message="Una domanda in compilazione non ha data di invio.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=[*NON_INVIATE, "inviata", "archiviata"])
                | Q(assegnata_a__isnull=False),
                name="%(app_label)s_%(class)s_in_istruttoria_con_chi",
                violation_error_message="Una domanda in istruttoria è assegnata a qualcuno.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=DECISE, decisa_il__isnull=False, atto__isnull=False)
                | ~Q(stato__in=DECISE) & Q(decisa_il__isnull=True, atto__isnull=True),
                name="%(app_label)s_%(class)s_decisa_con_atto",
                violation_error_message="Una domanda decisa ha la data e l’atto che la decide.",
            ),
            models.CheckConstraint(
                condition=Q(stato="accolta", soggetto__isnull=False, adesione__isnull=False)
                | ~Q(stato="accolta") & Q(adesione__isnull=True),
                name="%(app_label)s_%(class)s_accolta_con_adesione",
                violation_error_message="Dalla domanda accolta nasce un’adesione.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["ritirata", "archiviata"], chiusa_il__isnull=False)
                | ~Q(stato__in=["ritirata", "archiviata"]) & Q(chiusa_il__isnull=True),
                name="%(app_label)s_%(class)s_chiusa_con_data",
                violation_error_message="Una domanda ritirata o archiviata ha la sua data.",
            ),
            models.CheckConstraint(
                condition=Q(protocollo="", protocollo_del__isnull=True)
                | ~Q(protocollo="") & Q(protocollo_del__isnull=False),
                name="%(app_label)s_%(class)s_protocollo_con_data",
                violation_error_message="Il protocollo ha numero e data.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.denominazione or 'Domanda'} ({self.codice})"

    def get_absolute_url(self) -> str:
        return reverse("rete:domanda", args=[self.codice])

    @property
    def is_pending(self) -> bool:
        """Whether it was sent and waits for its decision."""
        return self.stato in PENDENTI

    @property
    def is_suspended(self) -> bool:
        """Whether its term does not run now."""
        return self.stato in SOSPESE


class AllegatoDomanda(models.Model):
    """A file of a membership request: what it is, and when it came."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    domanda = models.ForeignKey(DomandaAdesione, on_delete=models.CASCADE, related_name="allegati")
    tipo = models.CharField("che cos’è", max_length=20, choices=TipoAllegato)
    documento = models.OneToOneField(
        "conciliazione.Documento", on_delete=models.PROTECT, related_name="+"
    )
    aggiunto_il = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["domanda", "aggiunto_il", "pk"]
        verbose_name = "allegato della domanda"
        verbose_name_plural = "allegati delle domande"
        constraints = [
            choice_check("tipo", TipoAllegato),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(tipo=TipoAllegato.MODULO_FIRMATO.value),
                name="%(app_label)s_%(class)s_un_solo_modulo_firmato",
                violation_error_message="La domanda firmata c’è già: per cambiarla, toglierla.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} ({self.documento})"
