"""Makers of a call that is being scored: its organo, its proposals, its sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from conciliazione.transizioni import perform
from progetti.enums import StatoAvviso, StatoProposta
from progetti.models import (
    Avviso,
    Criterio,
    DichiarazioneInteressi,
    Proposta,
    Punteggio,
    Valutazione,
)
from progetti.transitions.schede import reveal_if_complete
from rete.enums import RuoloDelega
from rete.models import Ciclo, Mandato, Utente
from tests.factories.avvisi import make_avviso, make_criterio, make_proposta
from tests.factories.rete import (
    make_ciclo,
    make_delega,
    make_mandato,
    make_organo,
    make_seggio,
    make_soggetto,
    make_utente,
)


@dataclass
class Gara:
    """A closed call with who scores it, what is scored and who answers for it."""

    avviso: Avviso
    mandati: list[Mandato]
    proposte: list[Proposta]
    criteri: list[Criterio]
    responsabile: Utente
    schede: list[Valutazione] = field(default_factory=list)

    def sheet(self, membro: int, proposta: int = 0) -> Valutazione:
        """The sheet of a member on a proposal, as it is now."""
        return Valutazione.objects.get(
            mandato=self.mandati[membro], proposta=self.proposte[proposta]
        )

    def person(self, membro: int) -> Utente:
        """The member, read again as at every request."""
        return Utente.objects.get(pk=self.mandati[membro].utente_id)

    def open(self) -> None:
        """Open the sheets."""
        perform(self.fresh(), "open_scoring", self.responsabile)

    def fresh(self) -> Avviso:
        """The call, as it is now."""
        return Avviso.objects.get(pk=self.avviso.pk)

    def declare(self, *membri: int) -> None:
        """Let members declare that they have no interest; all, if none is named."""
        for membro in membri or range(len(self.mandati)):
            DichiarazioneInteressi.objects.create(
                avviso=self.avviso, mandato=self.mandati[membro], testo="Nessun interesse."
            )

    def deliver(self, membro: int, proposta: int = 0, punti: str = "5") -> Valutazione:
        """Write the sheet of a member with the same points everywhere, and deliver it."""
        scheda = self.write(membro, proposta, punti)
        perform(scheda, "deliver", self.person(membro))
        return scheda

    def write(self, membro: int, proposta: int = 0, punti: str = "5") -> Valutazione:
        """Write the sheet of a member, without delivering it."""
        scheda = self.sheet(membro, proposta)
        Punteggio.objects.filter(valutazione=scheda).update(
            punti=Decimal(punti), motivazione=f"Vale {punti}."
        )
        return scheda

    def reveal(self, punti: Sequence[Sequence[str]]) -> None:
        """Deliver every sheet, with the points of each member on each proposal, and reveal."""
        for membro, righe in enumerate(punti):
            for proposta, valore in enumerate(righe):
                self.deliver(membro, proposta, valore)
        reveal_if_complete(self.avviso)


def make_gara(
    membri: int = 3,
    proposte: int = 2,
    criteri: int = 2,
    ciclo: Ciclo | None = None,
    **campi: object,
) -> Gara:
    """A closed call, its proposals admissible; nobody has declared, no sheet is open."""
    ciclo = ciclo or make_ciclo(capofila=make_soggetto(slug="ente-che-bandisce"))
    organo = make_organo(denominazione="Commissione")
    sedili = [make_seggio(organo=organo, ordine=n, categoria=f"Seggio {n}") for n in range(membri)]
    avviso = make_avviso(
        StatoAvviso.CHIUSO, **{"ciclo": ciclo, "organo": organo, "numero_legale": 2, **campi}
    )
    pesi = [Decimal(100) / criteri] * criteri
    responsabile = make_utente()
    make_delega(utente=responsabile, soggetto=ciclo.capofila, ruolo=RuoloDelega.RESPONSABILE)
    return Gara(
        avviso,
        [make_mandato(seggio=seggio) for seggio in sedili],
        [make_proposta(StatoProposta.AMMISSIBILE, avviso=avviso) for _ in range(proposte)],
        [make_criterio(avviso=avviso, ordine=n + 1, peso=p) for n, p in enumerate(pesi)],
        responsabile,
    )
