"""Who came to a meeting: a line for each seat, or for each soggetto when it is of all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from conciliazione.ricerca import normalise
from rete.cifre import members as count_members
from rete.composizione import Posto, composition
from rete.enums import EsitoPresenza, StatoSeduta
from rete.models import Mandato, PresenzaSeduta, Seduta, Soggetto
from rete.numero_legale import Conto, count

NON_SEGNATO = ""


@dataclass(frozen=True)
class Riga:
    """A line of the attendance: for what, who could come, who came (empty: not written yet)."""

    chiave: str
    nome: str
    esito: str
    con_voto: bool
    titolare: Mandato | None = None
    supplente: Mandato | None = None
    seggio_id: int | None = None
    soggetto_id: int | None = None
    ricerca: str = ""

    @property
    def is_vacant(self) -> bool:
        """Whether nobody could come for the seat."""
        return self.titolare is None and self.supplente is None


def lines(seduta: Seduta) -> list[Riga]:
    """The lines of a meeting in their order."""
    return _members(seduta) if seduta.organo.di_tutti else _seats(seduta)


def search(righe: list[Riga], cerca: str) -> list[Riga]:
    """The lines that hold every word typed."""
    parole = normalise(cerca).split()
    return [r for r in righe if all(parola in r.ricerca for parola in parole)]


def members(seduta: Seduta) -> QuerySet[Soggetto]:
    """The soggetti that belong to the network on the day of the meeting, known by name."""
    giorno = timezone.localdate(seduta.inizio)
    return Soggetto.objects.membri(seduta.ciclo, giorno).order_by("denominazione", "pk")


def count_lines(seduta: Seduta, righe: Iterable[Riga]) -> Conto:
    """How many count, came and had to; whoever has no outcome did not come.

    Of the whole network count those who belong to it that day, known by name or not.
    """
    posti = [(riga.esito, riga.con_voto) for riga in righe]
    giorno = timezone.localdate(seduta.inizio)
    membri = sum(count_members(seduta.ciclo, giorno).values()) if seduta.organo.di_tutti else 0
    return count(posti, seduta.organo.numero_legale, membri)


def count_attendance(seduta: Seduta) -> Conto:
    """How many count, came and had to, read now."""
    return count_lines(seduta, lines(seduta))


def saved(seduta: Seduta) -> dict[str, str]:
    """What is written now, by the key of each line."""
    righe = PresenzaSeduta.objects.filter(seduta=seduta)
    return {
        f"soggetto-{slug}" if slug else f"seggio-{ordine}": esito
        for ordine, slug, esito in righe.values_list("seggio__ordine", "soggetto__slug", "esito")
    }


def record(seduta: Seduta, righe: Iterable[Riga], esiti: Mapping[str, str]) -> bool:
    """Write who came, for those lines; False, and nothing written, if the meeting moved on."""
    ferma = Seduta.objects.filter(
        pk=seduta.pk, versione=seduta.versione, stato=StatoSeduta.CONVOCATA
    )
    with transaction.atomic():
        if ferma.update(versione=F("versione") + 1) != 1:
            return False
        scelte = [(riga, esiti[riga.chiave]) for riga in righe if esiti.get(riga.chiave)]
        _replace(seduta, [_presence(seduta, riga, esito) for riga, esito in scelte])
    seduta.refresh_from_db(fields=["versione"])
    return True


def complete(seduta: Seduta, righe: Iterable[Riga]) -> None:
    """Write as absent every line that nobody wrote: the minutes speak of them all."""
    mancano = [riga for riga in righe if riga.esito == NON_SEGNATO]
    PresenzaSeduta.objects.bulk_create(
        _presence(seduta, riga, EsitoPresenza.ASSENTE) for riga in mancano
    )


def _seats(seduta: Seduta) -> list[Riga]:
    scritte = PresenzaSeduta.objects.filter(seduta=seduta)
    esiti = dict(scritte.values_list("seggio", "esito"))
    posti = composition(seduta.organo, timezone.localdate(seduta.inizio))
    return [_seat(posto, esiti.get(posto.seggio.pk, NON_SEGNATO)) for posto in posti]


def _seat(posto: Posto, esito: str) -> Riga:
    return Riga(
        chiave=f"seggio-{posto.seggio.ordine}",
        nome=posto.seggio.categoria,
        esito=esito,
        con_voto=posto.seggio.con_voto,
        titolare=posto.titolare,
        supplente=posto.supplente,
        seggio_id=posto.seggio.pk,
        ricerca=normalise(posto.seggio.categoria),
    )


def _members(seduta: Seduta) -> list[Riga]:
    scritte = PresenzaSeduta.objects.filter(seduta=seduta)
    esiti = dict(scritte.values_list("soggetto", "esito"))
    campi = ("pk", "slug", "denominazione", "ricerca")
    return [
        Riga(
            f"soggetto-{slug}",
            nome,
            esiti.get(pk, NON_SEGNATO),
            con_voto=True,
            soggetto_id=pk,
            ricerca=ricerca,
        )
        for pk, slug, nome, ricerca in members(seduta).values_list(*campi)
    ]


def _presence(seduta: Seduta, riga: Riga, esito: str) -> PresenzaSeduta:
    mandati = {EsitoPresenza.PRESENTE: riga.titolare, EsitoPresenza.SOSTITUITO: riga.supplente}
    return PresenzaSeduta(
        seduta=seduta,
        seggio_id=riga.seggio_id,
        soggetto_id=riga.soggetto_id,
        mandato=mandati.get(esito) if riga.seggio_id else None,
        esito=esito,
    )


def _replace(seduta: Seduta, nuove: list[PresenzaSeduta]) -> None:
    """Write the lines in the place of those of the same seats or soggetti."""
    for campo in ("seggio_id", "soggetto_id"):
        chi = {getattr(p, campo) for p in nuove} - {None}
        seduta.presenze.filter(**{f"{campo}__in": chi}).delete()
    PresenzaSeduta.objects.bulk_create(nuove)
