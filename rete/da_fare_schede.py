"""What is due about the cards of the members: variations to examine, cards left empty."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.riquadri import Panel
from rete.enums import Incombenza, RuoloDelega, StatoRichiesta
from rete.models import Soggetto
from rete.permissions import Persona, changes_visible_to, is_operatore, roles_of
from rete.termini_interni import due_by

# A card without what it does, or without any way to write or call, was never completed.
VUOTA = Q(descrizione="") | Q(pec="", email="", telefono="")


def changes_to_examine(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The requests of change that nobody has decided: one card for all, by the first of them."""
    if not is_operatore(user):
        return
    aperte = changes_visible_to(user).filter(stato=StatoRichiesta.APERTA)
    conto = aperte.aggregate(quante=Count("pk"), prima=Min("chiesta_il"))
    if quante := conto["quante"]:
        titolo = "1 richiesta di variazione da esaminare"
        if quante > 1:
            titolo = f"{quante} richieste di variazione da esaminare"
        indirizzo = f"{reverse('rete:variazioni')}?stato={StatoRichiesta.APERTA}"
        quando = due_by(Incombenza.VARIAZIONE, timezone.localdate(conto["prima"]), request)
        yield Panel(titolo, indirizzo, quando=quando, parte="da_fare")


def cards_to_complete(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The cards that this person keeps and that say too little to who reads them."""
    miei = {v.soggetto_id for v in roles_of(user) if v.ruolo == RuoloDelega.REFERENTE}
    if not miei:
        return
    for soggetto in Soggetto.objects.filter(VUOTA, pk__in=miei).order_by("denominazione"):
        yield Panel(
            f"Completa la scheda di {soggetto.nome_breve}",
            reverse("rete:card_edit", args=[soggetto.slug]),
            testo="Mancano che cosa fa o i recapiti: chi cerca il soggetto li trova lì.",
            parte="da_fare",
        )
