"""A membership request beside the register: who it may be, and in what they differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from conciliazione.models import Passaggio
from conciliazione.ricerca import matching
from rete.accoglimento import DALLA_DOMANDA
from rete.models import Adesione, DomandaAdesione, Soggetto
from rete.somiglianze import (
    DA_GUARDARE,
    Ritratto,
    Somiglianza,
    compare,
    mail_domain,
    obvious_words,
    telling_words,
)

MOSTRATI_AL_PIU = 8
GUARDATI_AL_PIU = 300
PAROLE_AL_PIU = 5


@dataclass(frozen=True)
class Candidato:
    """A soggetto that the request may be."""

    soggetto: Soggetto
    somiglianza: Somiglianza
    adesioni: tuple[Adesione, ...]


@dataclass(frozen=True)
class Differenza:
    """A field of both: what the request says, what the card says."""

    campo: str
    domanda: str
    scheda: str

    @property
    def uguali(self) -> bool:
        return self.domanda.casefold() == self.scheda.casefold()

    @property
    def si_riempie(self) -> bool:
        """Whether the card takes it from the request when that is accepted."""
        return bool(self.domanda) and not self.scheda


def candidates(domanda: DomandaAdesione, cercato: str = "") -> list[Candidato]:
    """The soggetti worth looking at, the likest first; with those whose name holds `cercato`.

    A fixed number of queries, however many soggetti there are.
    """
    proprio = portrait_of_request(domanda)
    righe = list(_readable(Soggetto.objects.filter(_worth_looking(proprio)))[:GUARDATI_AL_PIU])
    ovvie = obvious_words(_portrait(soggetto) for soggetto in righe)
    trovati = [_candidate(proprio, soggetto, ovvie) for soggetto in righe]
    scelti = [c for c in trovati if c.somiglianza.punti >= DA_GUARDARE]
    if cercato:
        altri = _readable(Soggetto.objects.filter(_named(cercato)))[:MOSTRATI_AL_PIU]
        noti = {c.soggetto.pk for c in scelti}
        scelti += [_candidate(proprio, s, ovvie) for s in altri if s.pk not in noti]
    scelti.sort(key=lambda c: (-c.somiglianza.punti, c.soggetto.denominazione))
    return scelti[:MOSTRATI_AL_PIU]


def is_new_by_choice(domanda: DomandaAdesione) -> bool:
    """Whether the staff said, after comparing, that it is nobody of the register."""
    if domanda.soggetto_id:
        return False
    ultimo = Passaggio.objects.about(domanda).filter(verbo="match").order_by("-quando", "-pk")
    return ultimo.exists()


def differences(domanda: DomandaAdesione, soggetto: Soggetto) -> list[Differenza]:
    """Field by field what the request and the card say, where either says something."""
    righe = [
        Differenza(_label(nome), _written(domanda, nome), _written(soggetto, nome))
        for nome in ("denominazione", "natura", *DALLA_DOMANDA)
    ]
    return [riga for riga in righe if riga.domanda or riga.scheda]


def portrait_of_request(domanda: DomandaAdesione) -> Ritratto:
    """What of a request is compared."""
    return Ritratto(
        domanda.denominazione,
        sigla=domanda.sigla,
        codice_fiscale=domanda.codice_fiscale,
        partita_iva=domanda.partita_iva,
        pec=domanda.pec,
        email=(domanda.email, domanda.referente_email),
        comune=domanda.comune.codice_istat if domanda.comune else "",
    )


def _portrait(soggetto: Soggetto) -> Ritratto:
    return Ritratto(
        soggetto.denominazione,
        sigla=soggetto.sigla,
        grafie=tuple(grafia.grafia for grafia in soggetto.grafie.all()),
        codice_fiscale=soggetto.codice_fiscale or "",
        partita_iva=soggetto.partita_iva or "",
        pec=soggetto.pec,
        email=(soggetto.email,),
        comune=soggetto.comune.codice_istat if soggetto.comune else "",
    )


def _candidate(proprio: Ritratto, soggetto: Soggetto, ovvie: frozenset[str]) -> Candidato:
    somiglianza = compare(proprio, _portrait(soggetto), ovvie)
    return Candidato(soggetto, somiglianza, tuple(soggetto.adesioni_sue))


def _readable(righe: QuerySet[Soggetto]) -> QuerySet[Soggetto]:
    adesioni = Prefetch("adesioni", Adesione.objects.order_by("-dal"), to_attr="adesioni_sue")
    legate = righe.select_related("comune").defer("comune__confine")
    return legate.prefetch_related("grafie", adesioni).distinct().order_by("denominazione")


def _worth_looking(proprio: Ritratto) -> Q:
    """Those that share a code, an address or a telling word: the others are not read."""
    condizione = Q(pk__in=())
    for codice in filter(None, (proprio.codice_fiscale, proprio.partita_iva)):
        condizione |= Q(codice_fiscale=codice) | Q(partita_iva=codice)
    for dominio in _domains((proprio.pec, *proprio.email)):
        condizione |= Q(pec__iendswith=f"@{dominio}") | Q(email__iendswith=f"@{dominio}")
    for parola in telling_words(f"{proprio.denominazione} {proprio.sigla}")[:PAROLE_AL_PIU]:
        # The beginning of the word, so that one wrong letter at its end does not hide it.
        inizio = parola[:5]
        condizione |= Q(ricerca__contains=inizio) | Q(grafie__ricerca__contains=inizio)
    return condizione


def _domains(indirizzi: Iterable[str]) -> list[str]:
    return sorted({mail_domain(uno) for uno in indirizzi} - {""})


def _named(cercato: str) -> Q:
    return matching(cercato) | Q(
        pk__in=Soggetto.objects.filter(matching(cercato, "grafie__ricerca"))
    )


def _label(nome: str) -> str:
    return str(Soggetto._meta.get_field(nome).verbose_name)


def _written(riga: DomandaAdesione | Soggetto, nome: str) -> str:
    mostra = getattr(riga, f"get_{nome}_display", None)
    valore = mostra() if mostra else getattr(riga, nome)
    return str(valore) if valore else ""
