"""What who proposes, and who is asked to take part, finds on their Scrivania."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione.riquadri import Panel
from conciliazione.scrivania import AZIONI
from progetti.inviti_proposta import waiting_for
from rete.permissions import Persona, soggetti_of


def asked_to_take_part(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The proposals that ask for a confirmation, by the closing of their call."""
    for p in waiting_for(user):
        chiude = p.proposta.avviso.chiude_il
        yield Panel(
            f"Una proposta chiede conferma a {p.soggetto.nome_breve}",
            reverse("proposte:participation", args=[p.proposta.codice, p.codice]),
            parte="da_fare",
            testo=f"{p.proposta.proponente} per l’avviso «{p.proposta.avviso}»",
            quando=timezone.localdate(chiude) if chiude else None,
        )


def own_drafts(user: Persona, request: HttpRequest) -> Iterator[Panel]:
    """The way to one's own proposals, for who speaks for a soggetto."""
    if soggetti_of(user):
        yield Panel("Le mie proposte", reverse("proposte:proposals"), 12, parte=AZIONI)
