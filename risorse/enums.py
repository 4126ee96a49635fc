"""The closed lists of money: where it comes from and what it is for."""

from django.db.models import TextChoices


class FonteFinanziamento(TextChoices):
    REGIONALE = "regionale", "Finanziamento regionale"
    PUBBLICO = "pubblico", "Cofinanziamento pubblico"
    PRIVATO = "privato", "Cofinanziamento privato"


class ScopoVoce(TextChoices):
    PROGETTO = "progetto", "Progetto"
    COMUNICAZIONE = "comunicazione", "Comunicazione"
    FORMAZIONE = "formazione", "Formazione"
    PREMIALITA = "premialita", "Premialità"
