from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from conciliazione.periodi import DatedQuerySet
from conciliazione.vincoli import choice_check, dates_in_order, not_blank
from rete.enums import RuoloDelega


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
    is_active = models.BooleanField("attivo", default=True)
    creato_il = models.DateTimeField(default=timezone.now, editable=False)

    objects = UtenteManager()

    class Meta:
        ordering = ["email"]
        verbose_name_plural = "utenti"
        constraints = [
            not_blank("nome"),
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


class Delega(models.Model):
    """A person acts for a soggetto, in a role, from a day to a day."""

    CHIAVE = ("utente", "soggetto", "ruolo")

    utente = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="deleghe")
    soggetto = models.ForeignKey("rete.Soggetto", on_delete=models.PROTECT, related_name="deleghe")
    ruolo = models.CharField(max_length=20, choices=RuoloDelega)
    dal = models.DateField()
    al = models.DateField("ultimo giorno valido", null=True, blank=True)
    revocato_alle = models.DateTimeField(null=True, blank=True)
    atto = models.ForeignKey(
        "rete.Atto", on_delete=models.PROTECT, null=True, blank=True, related_name="deleghe"
    )

    objects = RevocableQuerySet.as_manager()

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
