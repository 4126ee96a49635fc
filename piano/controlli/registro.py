"""Checks by name: what each verifies and why, and the findings that they make of a Piano.

A check is of a kind, never of an instance: it names no row, no figure and no document.

    @controllo(
        "progetto-senza-capofila",
        titolo="Progetto senza capofila",
        verifica="Ogni progetto ha un'alleanza con un capofila, o un soggetto che lo propone.",
        perche="Senza, nessuno risponde dei risultati e della spesa.",
        livello=LivelloRilievo.ERRORE,
    )
    def project_without_leader(esame: Esame) -> Iterator[Esito]: ...
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model

from conciliazione.copie import fingerprint
from formazione.models import AzioneComunicazione, Iniziativa
from piano.capitoli.registro import Compilazione
from piano.enums import LivelloRilievo
from piano.models import (
    Capitolo,
    Dichiarazione,
    IndicatorePiano,
    ObiettivoGenerale,
    Piano,
    TabellaContesto,
)
from rete.models import Accordo, CensimentoServizi, FaseProcedura, Legame, Organo, Soggetto
from risorse.models import Voce


@dataclass(frozen=True)
class Esito:
    """What a check finds wrong of one object.

    `discriminante` tells apart two findings of a check about the same object; `valori` are what
    the finding was made from (JSON): while they stay the same, so does the finding. `capitolo` is
    the number of the chapter where it is read, None for the whole Piano. `url` is where the row
    can be seen or mended.
    """

    oggetto: Model
    testo: str
    rimedio: str
    capitolo: int | None = None
    discriminante: str = ""
    valori: object = None
    livello: LivelloRilievo | None = None
    url: str = ""
    nome: str = ""


@dataclass(frozen=True)
class Rilievo:
    """A finding: the outcome of a check, with its stable key and the fingerprint of its values."""

    chiave: str
    controllo: str
    livello: LivelloRilievo
    capitolo: int | None
    oggetto: str
    testo: str
    rimedio: str
    impronta: str
    url: str = ""


class Esame(Compilazione):
    """What the checks of one Piano read, each set of rows once."""

    @cached_property
    def capitoli(self) -> list[Capitolo]:
        """The chapters, with their sections."""
        return list(self.piano.capitoli.prefetch_related("sezioni"))

    @cached_property
    def tabelle(self) -> list[TabellaContesto]:
        """The context tables, in the order of the document."""
        righe = TabellaContesto.objects.filter(capitolo__piano=self.piano)
        return list(
            righe.select_related("capitolo__piano__ciclo").order_by("capitolo__numero", "ordine")
        )

    @cached_property
    def dichiarazioni(self) -> list[Dichiarazione]:
        """What the documents declare, in the order of the document."""
        righe = Dichiarazione.objects.filter(capitolo__piano=self.piano)
        righe = righe.select_related("capitolo__piano__ciclo", "tabella")
        return list(righe.order_by("capitolo__numero", "ordine"))

    @cached_property
    def soggetti(self) -> list[Soggetto]:
        """The soggetti, with the spellings that the documents use."""
        return list(Soggetto.objects.prefetch_related("grafie"))

    @cached_property
    def legami(self) -> list[Legame]:
        """The links between soggetti in force on the day."""
        return list(Legame.objects.vigenti(self.on).select_related("da", "a"))

    @cached_property
    def accordo(self) -> Accordo | None:
        """The agreement of the ciclo, with the memberships and how many are declared."""
        righe = Accordo.objects.filter(ciclo=self.ciclo)
        return righe.prefetch_related("consistenze", "adesioni__soggetto").first()

    @cached_property
    def organi(self) -> list[Organo]:
        """The bodies, with their seats and who may fill them."""
        righe = Organo.objects.select_related("atto")
        return list(righe.prefetch_related("seggi__soggetto", "seggi__designanti"))

    @cached_property
    def fasi(self) -> list[FaseProcedura]:
        """The steps of the procedure, in order."""
        return list(self.ciclo.fasi.select_related("atto"))

    @cached_property
    def censimenti(self) -> list[CensimentoServizi]:
        """How many services of each kind were counted, in the order of the document."""
        righe = self.ciclo.censimenti.select_related("tipologia", "ambito")
        return list(righe.order_by("tipologia__settore", "tipologia__ordine", "pk"))

    @cached_property
    def voci(self) -> list[Voce]:
        """The lines of the budget, with their amounts."""
        righe = self.ciclo.voci.select_related("progetto")
        return list(righe.con_stanziamenti())

    @cached_property
    def iniziative(self) -> list[Iniziativa]:
        """The rows of the training plan."""
        return list(self.ciclo.iniziative.all())

    @cached_property
    def azioni_comunicazione(self) -> list[AzioneComunicazione]:
        """The communication actions, with their rows and the publics of each."""
        return list(self.ciclo.azioni_comunicazione.prefetch_related("righe__pubblici"))

    @cached_property
    def obiettivi_generali(self) -> list[ObiettivoGenerale]:
        """The objectives of the whole Piano, with the indicators that speak of them."""
        return list(self.piano.obiettivi.prefetch_related("indicatori"))

    @cached_property
    def indicatori_piano(self) -> list[IndicatorePiano]:
        """The indicators of the whole Piano, with what each measures."""
        return list(self.piano.indicatori.prefetch_related("misure"))


Funzione = Callable[[Esame], Iterator[Esito]]


@dataclass(frozen=True)
class Controllo:
    """A registered check."""

    nome: str
    titolo: str
    verifica: str
    perche: str
    livello: LivelloRilievo
    funzione: Funzione


_controlli: dict[str, Controllo] = {}


def controllo(
    nome: str, *, titolo: str, verifica: str, perche: str, livello: LivelloRilievo
) -> Callable[[Funzione], Funzione]:
    """Register the decorated function as the check `nome`."""

    def register(funzione: Funzione) -> Funzione:
        _controlli[nome] = Controllo(nome, titolo, verifica, perche, livello, funzione)
        return funzione

    return register


def all_checks() -> list[Controllo]:
    """Every registered check, errors first, then by title."""
    return sorted(_controlli.values(), key=lambda c: (_weight(c.livello), c.titolo))


def find_check(nome: str) -> Controllo | None:
    """The check of that name; None if there is none."""
    return _controlli.get(nome)


def examine(piano: Piano, on: date, nomi: tuple[str, ...] = ()) -> list[Rilievo]:
    """The findings of the checks named, or of all; errors first, always in the same order."""
    esame = Esame(piano, on)
    scelti = [c for c in all_checks() if not nomi or c.nome in nomi]
    trovati = [_finding(c, esito) for c in scelti for esito in c.funzione(esame)]
    return sorted(trovati, key=lambda r: (_weight(r.livello), r.controllo, r.chiave))


def _finding(scelto: Controllo, esito: Esito) -> Rilievo:
    parti = [scelto.nome, name_object(esito.oggetto), esito.discriminante]
    return Rilievo(
        chiave=":".join(parte for parte in parti if parte),
        controllo=scelto.nome,
        livello=esito.livello or scelto.livello,
        capitolo=esito.capitolo,
        oggetto=esito.nome or str(esito.oggetto),
        testo=esito.testo,
        rimedio=esito.rimedio,
        impronta=fingerprint(esito.valori if esito.valori is not None else esito.testo),
        url=esito.url,
    )


def name_object(oggetto: Model) -> str:
    """`app.modello/chiave naturale`: the same on every database that holds the same rows."""
    return f"{oggetto._meta.label_lower}/{_natural_key(oggetto)}"


def _natural_key(oggetto: Model) -> str:
    valori = (getattr(oggetto, nome) for nome in type(oggetto).CHIAVE)
    return "/".join(_natural_key(v) if isinstance(v, Model) else str(v) for v in valori)


def _weight(livello: LivelloRilievo) -> int:
    return list(LivelloRilievo).index(livello)
