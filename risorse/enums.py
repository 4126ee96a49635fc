"""The closed lists of money: what it is for. Where it comes from is said with what is asked."""

from django.db.models import TextChoices


class ScopoVoce(TextChoices):
    PROGETTO = "progetto", "Progetto"
    COMUNICAZIONE = "comunicazione", "Comunicazione"
    FORMAZIONE = "formazione", "Formazione"
    PREMIALITA = "premialita", "Premialità"
