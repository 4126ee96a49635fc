"""Roles inside an alliance."""

from django.db.models import TextChoices


class RuoloPartenariato(TextChoices):
    CAPOFILA = "capofila", "Capofila"
    PARTNER = "partner", "Partner"


class TipoConvenzione(TextChoices):
    """What the parties of an alliance agreed to."""

    SPERIMENTAZIONE = "sperimentazione", "Accordo di sperimentazione"
    CONVENZIONE = "convenzione", "Convenzione"
    RETE_IMPRESA = "rete_impresa", "Rete d’impresa"
