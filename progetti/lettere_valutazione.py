"""What the portal writes to who scores the proposals of a call: never a score."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from progetti.enums import LivelloAvviso
from progetti.models import Avviso, Valutazione
from rete.avvisi import notify, notify_staff, notify_subject


def page_of(avviso: Avviso) -> str:
    """The address of the page from which a member scores."""
    return f"{settings.BASE_URL}{reverse('valutazioni:avviso', args=[avviso.slug])}"


def tell_opened(avviso: Avviso, schede: Iterable[Valutazione]) -> None:
    """Tell each member, once for a call, that their sheets are open."""
    for utente in {s.mandato.utente_id: s.mandato.utente for s in schede}.values():
        notify(
            utente,
            f"schede-aperte:{avviso.slug}",
            f"Schede di valutazione aperte: {avviso}",
            f"Le proposte dell’avviso «{avviso}» si possono valutare. Chi non l’ha ancora fatto"
            " dichiara prima i propri interessi; poi trova le sue schede in questa pagina:"
            f"\n\n{page_of(avviso)}\n\nOgnuno valuta da solo: i punteggi degli altri si vedono"
            " solo quando sono tutti consegnati.",
        )


def tell_revealed(avviso: Avviso, schede: Iterable[Valutazione]) -> None:
    """Tell who delivered a sheet that the organo reads the scores of all."""
    for utente in {s.mandato.utente_id: s.mandato.utente for s in schede}.values():
        notify(
            utente,
            f"punteggi-rivelati:{avviso.slug}",
            f"Punteggi da leggere insieme: {avviso}",
            f"La valutazione delle proposte dell’avviso «{avviso}» è finita: l’organo può leggere"
            f" i punteggi, discuterli e confermare le schede.\n\n{page_of(avviso)}",
        )


def tell_voided(avviso: Avviso, annullate: Iterable[tuple[Valutazione, str]]) -> None:
    """Tell each member which of their sheets were voided, each with its reason; and who follows
    the call, that some were."""
    per_utente: dict[int, list[tuple[Valutazione, str]]] = {}
    for scheda, motivo in annullate:
        per_utente.setdefault(scheda.mandato.utente_id, []).append((scheda, motivo))
    for loro in per_utente.values():
        scheda = loro[0][0]
        di_chi = "\n".join(f"- {s.proposta.proponente}: {motivo}" for s, motivo in loro)
        notify(
            scheda.mandato.utente,
            f"schede-annullate:{scheda.codice}",
            f"Schede annullate: {avviso}",
            f"Nell’avviso «{avviso}» non si possono più valutare le proposte presentate da:"
            f"\n\n{di_chi}\n",
        )
        _tell_followers(avviso, scheda, len(loro))


def _tell_followers(avviso: Avviso, scheda: Valutazione, quante: int) -> None:
    """Of the sheets of one member, `scheda` is the first."""
    chiave = f"schede-annullate:{scheda.codice}"
    oggetto = f"Schede annullate: {avviso}"
    sono = "È annullata 1 scheda" if quante == 1 else f"Sono annullate {quante} schede"
    testo = (
        f"{sono} di {scheda.mandato.utente}, che non può più valutare. Controllare che le proposte"
        f" abbiano ancora il numero legale:\n\n{page_of(avviso)}"
    )
    if avviso.livello == LivelloAvviso.RETE:
        notify_staff(chiave, oggetto, testo)
    else:
        notify_subject(avviso.emanante, chiave, oggetto, testo)
