"""The closed lists of projects and of their results."""

from django.db.models import TextChoices


class OrigineProgetto(TextChoices):
    AVVISO = "avviso", "Proposta di un'alleanza ammessa sull'avviso"
    INTEGRAZIONE = "integrazione", "Proposta dell'ente capofila a integrazione"
    INTERNO = "interno", "Progetto dell'ente capofila per i propri dipendenti"


class Direzione(TextChoices):
    """When an indicator goes well."""

    AUMENTA = "aumenta", "va bene se cresce"
    DIMINUISCE = "diminuisce", "va bene se cala"


class ColonnaCitata(TextChoices):
    """In which part of the objective's table a document prints an activity."""

    ATTIVITA = "attivita", "Attività"
    LUOGO = "luogo", "Luogo di svolgimento"
