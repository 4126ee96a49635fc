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


class StampaFonte(TextChoices):
    """How the document from which a chapter was transcribed prints it."""

    INTERO = "intero", "intero"
    MANCANTE = "mancante", "annunciato nell'indice e assente"
    RIPETUTO = "ripetuto", "stampato più di una volta"
    TRONCATO = "troncato", "privo di una sua parte"


class Confronto(TextChoices):
    """How a declared value is to be read against the one that its formula gives."""

    UGUALE = "uguale", "uguale, alle cifre con cui è scritto"
    CIRCA = "circa", "circa"
    OLTRE = "oltre", "di più"
    MENO = "meno", "di meno"


class LivelloRilievo(TextChoices):
    """How serious a finding of the checks is."""

    ERRORE = "errore", "Errore"
    AVVERTENZA = "avvertenza", "Avvertenza"


class StatoRelazione(TextChoices):
    """Where a monitoring report is."""

    IN_REDAZIONE = "in_redazione", "in redazione"
    CONSEGNATA = "consegnata", "consegnata"
    TRASMESSA = "trasmessa", "trasmessa alla Regione"


class ModoMisura(TextChoices):
    """How a measure of the indicators of the Piano is computed."""

    CIFRA = "cifra", "La conta una cifra del portale"
    SOMMA = "somma", "È la somma di indicatori dei progetti"
    ALTROVE = "altrove", "Non si calcola ancora"
