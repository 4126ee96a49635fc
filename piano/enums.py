"""The closed lists of the Piano."""

from django.db.models import TextChoices


class StatoPiano(TextChoices):
    IN_REDAZIONE = "in_redazione", "In redazione"
    PROPOSTO = "proposto", "Proposto dal Comitato"
    CON_PARERE = "con_parere", "Con il parere del Tavolo"
    APPROVATO = "approvato", "Approvato"
    IN_MODIFICA = "in_modifica", "Approvato, in corso di modifica"


class StatoVersione(TextChoices):
    BOZZA = "bozza", "Bozza"
    DEFINITIVA = "definitiva", "Definitiva"


class FormaTabella(TextChoices):
    """The chart that goes with a context table; none: the table alone."""

    NESSUNA = "", "solo tabella"
    BARRE = "barre", "barre orizzontali"
    COLONNE = "colonne", "colonne"
    LINEA = "linea", "linea nel tempo"
