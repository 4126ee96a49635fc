"""The rows of the procedure that the staff edit: which they are, how a page names each, who changed
them.

They have no state: a change of one is told in its history (`Passaggio`), field by field.
"""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from conciliazione.models import Passaggio
from conciliazione.transizioni import record
from rete.models import (
    AreaInteresse,
    Impegno,
    ModelloMessaggio,
    TermineInterno,
    TermineProcedimento,
    Utente,
    VoceVerifica,
)

# What a change is called in the history.
NATA, CAMBIATA = "add_setting", "edit_setting"


@dataclass(frozen=True)
class Genere:
    """A kind of row: its name in an address, its titles, its model, what changing it means."""

    slug: str
    titolo: str
    una_nuova: str
    modello: type[Model]
    spiega: str

    def rows(self) -> QuerySet:
        """Its rows, in their order."""
        return self.modello.objects.all()

    def find(self, chiave: str) -> Model | None:
        """The row that an address names; None if there is none. They are a handful."""
        return next((riga for riga in self.rows() if key_of(riga) == chiave), None)


GENERI = {
    genere.slug: genere
    for genere in (
        Genere(
            "messaggi",
            "Testi delle e-mail",
            "Scrivi un testo",
            ModelloMessaggio,
            "Da qui comincia ogni e-mail di una domanda, di una seduta, di una proposta: chi la"
            " manda la rilegge e la può cambiare.",
        ),
        Genere(
            "termini",
            "Termini dei procedimenti",
            "Aggiungi un termine",
            TermineProcedimento,
            "Quanto può durare un procedimento e che cosa vuol dire il silenzio. Ogni domanda segue"
            " i termini del giorno in cui è inviata: quando cambiano si aggiunge una riga.",
        ),
        Genere(
            "interni",
            "Termini degli uffici",
            "Aggiungi un termine degli uffici",
            TermineInterno,
            "Entro quanti giorni gli uffici fanno ciò per cui la legge non dà un termine: da qui"
            " viene il giorno che si legge nella Scrivania. Se l’ultimo è festivo, vale il primo"
            " feriale dopo.",
        ),
        Genere(
            "controlli",
            "Controlli sulle domande",
            "Aggiungi un controllo",
            VoceVerifica,
            "L’elenco che chi esamina una domanda spunta. Una voce che non serve più si disattiva:"
            " i controlli già fatti restano.",
        ),
        Genere(
            "aree",
            "Aree di interesse",
            "Aggiungi un’area",
            AreaInteresse,
            "Ciò in cui chi aderisce dice di voler collaborare. Una disattivata non si sceglie"
            " più.",
        ),
        Genere(
            "impegno",
            "Impegno di chi aderisce",
            "Scrivi una nuova versione",
            Impegno,
            "Il testo che chi aderisce accetta. Una versione non si cambia: se ne scrive una nuova,"
            " e chi sta compilando una domanda la rilegge e l’accetta.",
        ),
    )
}


def key_of(riga: Model) -> str:
    """How an address names a row, among those of its kind."""
    return "-".join(str(getattr(riga, campo)) for campo in riga.CHIAVE)


def is_used(termine: TermineProcedimento) -> bool:
    """Whether a request was sent under these terms: its receipt says them."""
    return termine.domande.exists()


def note_change(
    riga: Model, verbo: str, by: Utente, veste: str, cambi: dict[str, list[str]]
) -> Passaggio:
    """Write who changed a row and what: each field before and after; in the caller's
    transaction."""
    versione = getattr(riga, "versione", 1)
    da = f"versione {versione - 1}" if verbo == CAMBIATA else ""
    a = f"versione {versione}"
    return record(riga, verbo, by, da=da, a=a, acting_as=veste, cambi=cambi)


def history_of(riga: Model) -> list[Passaggio]:
    """Who changed a row, the latest first."""
    return list(Passaggio.objects.about(riga).select_related("autore").order_by("-quando", "-pk"))
