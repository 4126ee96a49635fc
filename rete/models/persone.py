from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone

from conciliazione.codici import new_code
from conciliazione.models import sha256_check
from conciliazione.periodi import DatedQuerySet, today
from conciliazione.vincoli import choice_check, dates_in_order, not_blank
from rete.enums import FrequenzaAvvisi, RuoloDelega


class UtenteManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **campi: object) -> Utente:
        """Create a person who enters with `email` (stored in lower case)."""
        utente = self.model(email=email.strip().lower(), **campi)
        utente.set_password(password)
        utente.full_clean(exclude=["password"])
        utente.save(using=self._db)
        return utente

    def create_superuser(self, email: str, password: str | None = None, **campi: object) -> Utente:
        return self.create_user(email, password, **{**campi, "is_superuser": True})

    def get_by_natural_key(self, email: str) -> Utente:
        return self.get(email=email.lower())


class Utente(AbstractBaseUser, PermissionsMixin):
    """A person who enters the portal with an e-mail; what they may do comes from dated facts."""

    CHIAVE = ("email",)
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nome"]

    email = models.EmailField("e-mail", unique=True)
    nome = models.CharField("nome e cognome, o incarico", max_length=150)
    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    avvisi = models.CharField(
        "quando ricevere gli avvisi",
        max_length=20,
        choices=FrequenzaAvvisi,
        default=FrequenzaAvvisi.SUBITO,
    )
    is_active = models.BooleanField("attivo", default=True)
    creato_il = models.DateTimeField(default=timezone.now, editable=False)

    objects = UtenteManager()

    class Meta:
        ordering = ["email"]
        verbose_name_plural = "utenti"
        constraints = [
            not_blank("nome"),
            choice_check("avvisi", FrequenzaAvvisi),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="%(app_label)s_%(class)s_email_minuscola",
                violation_error_message="L'indirizzo e-mail si scrive in minuscolo.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def is_staff(self) -> bool:
        """Django's admin is for superusers only."""
        return self.is_superuser

    def get_full_name(self) -> str:
        return self.nome


class RevocableQuerySet(DatedQuerySet):
    """Dated rights that may also be ended at once."""

    def vigenti(self, on: date | None = None) -> RevocableQuerySet:
        """Rights in force on that day (default: today) and not revoked."""
        return super().vigenti(on).filter(revocato_alle__isnull=True)


class Incarico(models.Model):
    """A dated right of a person: who gave it, by which act, how and why it ended."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    dal = models.DateField()
    al = models.DateField("ultimo giorno valido", null=True, blank=True)
    revocato_alle = models.DateTimeField(null=True, blank=True)
    atto = models.ForeignKey(
        "rete.Atto", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo = models.CharField("perché viene dato", max_length=240, blank=True)
    dato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    atto_fine = models.ForeignKey(
        "rete.Atto",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="atto che lo fa finire",
    )
    motivo_fine = models.CharField("perché finisce", max_length=240, blank=True)
    finito_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RevocableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether it no longer holds: revoked, or past its last day."""
        return self.revocato_alle is not None or (self.al is not None and self.al < today())


class Delega(Incarico):
    """A person acts for a soggetto, in a role, from a day to a day."""

    CHIAVE = ("utente", "soggetto", "ruolo")

    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="deleghe")
    soggetto = models.ForeignKey("rete.Soggetto", on_delete=models.PROTECT, related_name="deleghe")
    ruolo = models.CharField(max_length=20, choices=RuoloDelega)

    class Meta:
        ordering = ["utente", "soggetto", "ruolo"]
        verbose_name_plural = "deleghe"
        constraints = [
            choice_check("ruolo", RuoloDelega),
            dates_in_order(),
            models.UniqueConstraint(
                fields=["utente", "soggetto", "ruolo"],
                condition=models.Q(al__isnull=True, revocato_alle__isnull=True),
                name="%(app_label)s_%(class)s_una_sola_aperta",
                violation_error_message="La persona ha già questa delega.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.utente}: {self.get_ruolo_display()} ({self.soggetto.nome_breve})"


class Invito(models.Model):
    """A link by mail with which a new person chooses a password and finds what is due; once."""

    utente = models.ForeignKey(Utente, on_delete=models.CASCADE, related_name="inviti")
    impronta = models.CharField("impronta del collegamento", max_length=64, unique=True)
    dove = models.CharField("pagina a cui porta", max_length=300)
    creato_il = models.DateTimeField(db_default=Now(), editable=False)
    scade_il = models.DateTimeField()
    usato_il = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-creato_il", "-pk"]
        verbose_name_plural = "inviti"
        constraints = [sha256_check("impronta"), not_blank("dove")]

    def __str__(self) -> str:
        return f"invito a {self.utente}"


class AzzeramentoMfa(models.Model):
    """The second factor of a person taken away by two of the staff, after checking who asks."""

    codice = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="azzeramenti")
    motivo = models.TextField("come è stata accertata l’identità, e perché")
    chiesto_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    chiesto_il = models.DateTimeField(db_default=Now(), editable=False)
    confermato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confermato_il = models.DateTimeField(null=True, blank=True)
    ritirato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ritirato_il = models.DateTimeField(null=True, blank=True)
    motivo_ritiro = models.CharField("perché è ritirata", max_length=240, blank=True)

    class Meta:
        ordering = ["-chiesto_il", "-pk"]
        verbose_name = "azzeramento del secondo fattore"
        verbose_name_plural = "azzeramenti del secondo fattore"
        constraints = [
            not_blank("motivo"),
            models.UniqueConstraint(
                fields=["utente"],
                condition=models.Q(confermato_il__isnull=True, ritirato_il__isnull=True),
                name="%(app_label)s_%(class)s_uno_solo_aperto",
                violation_error_message="Per questa persona c’è già una richiesta da confermare.",
            ),
            models.CheckConstraint(
                condition=models.Q(confermato_da__isnull=True, confermato_il__isnull=True)
                | models.Q(confermato_da__isnull=False, confermato_il__isnull=False)
                & ~models.Q(confermato_da=models.F("chiesto_da")),
                name="%(app_label)s_%(class)s_confermato_da_un_altro",
                violation_error_message="Conferma una persona diversa da chi ha chiesto.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ritirato_da__isnull=True, ritirato_il__isnull=True, motivo_ritiro=""
                )
                | models.Q(
                    ritirato_da__isnull=False, ritirato_il__isnull=False, confermato_il__isnull=True
                )
                & ~models.Q(motivo_ritiro=""),
                name="%(app_label)s_%(class)s_ritirato_con_motivo",
                violation_error_message="Si ritira con un motivo ciò che nessuno ha confermato.",
            ),
        ]

    def __str__(self) -> str:
        return f"azzeramento {self.codice}"
