"""How much a membership request looks like a soggetto of the register, and why.

Pure: plain values in and out. It proposes, and a person chooses: the same code is certain, all the
rest is a reason to look.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from conciliazione.ricerca import normalise

CERTO = 100
DA_GUARDARE = 30
# How alike two names must be, from 0 to 1, letter by letter, to be told.
NOME_VICINO = 0.82
LETTERE_MINIME = 4
# In the names of more soggetti than these, a word is obvious: mostly the name of a place.
NOMI_AL_PIU = 3


def _words(testo: str) -> frozenset[str]:
    return frozenset(testo.split())


# Words that many soggetti have in their name: alone they say nothing.
GENERICHE = _words(
    "srl srls spa snc sas scarl scrl societa cooperativa coop sociale sociali onlus ets aps odv"
    " consorzio associazione fondazione azienda agenzia impresa comune distretto ente istituto"
    " centro servizi servizio studio studi gruppo italia provinciale territoriale della dello"
    " delle degli alla per con"
)
# Mail services of everybody: the same domain says nothing.
POSTA_DI_TUTTI = _words(
    "gmail.com googlemail.com outlook.com outlook.it hotmail.com hotmail.it live.it yahoo.it"
    " yahoo.com libero.it virgilio.it tiscali.it alice.it tin.it icloud.com pec.it legalmail.it"
    " arubapec.it postecert.it pecimprese.it"
)


@dataclass(frozen=True)
class Ritratto:
    """What is compared of a request or of a soggetto; what is not known is empty."""

    denominazione: str
    sigla: str = ""
    grafie: tuple[str, ...] = ()
    codice_fiscale: str = ""
    partita_iva: str = ""
    pec: str = ""
    email: tuple[str, ...] = ()
    comune: str = ""


@dataclass(frozen=True)
class Somiglianza:
    """How many points out of a hundred, and the reasons in words, the strongest first."""

    punti: int
    motivi: tuple[str, ...] = field(default=())

    @property
    def certa(self) -> bool:
        """Whether a code says that they are the same."""
        return self.punti == CERTO


def compare(
    domanda: Ritratto, soggetto: Ritratto, ovvie: frozenset[str] = frozenset()
) -> Somiglianza:
    """The likeness of the two: the strongest reason, and a few points for each of the others.

    `ovvie` are the words that too many names of the register share to tell one from another.
    """
    trovati = sorted(_reasons(domanda, soggetto, ovvie), key=lambda motivo: -motivo[0])
    if not trovati:
        return Somiglianza(0)
    punti = trovati[0][0] + sum(altri // 4 for altri, _ in trovati[1:])
    limite = CERTO if trovati[0][0] == CERTO else CERTO - 1
    return Somiglianza(min(punti, limite), tuple(parole for _, parole in trovati))


def telling_words(testo: str) -> list[str]:
    """The words of a name that tell it from others, in order."""
    parole = normalise(testo).split()
    return [p for p in parole if len(p) >= LETTERE_MINIME and p not in GENERICHE]


def obvious_words(ritratti: Iterable[Ritratto]) -> frozenset[str]:
    """The telling words that more than `NOMI_AL_PIU` of those soggetti have in their names."""
    quanti: Counter[str] = Counter()
    for uno in ritratti:
        nomi = (uno.denominazione, *uno.grafie)
        quanti.update({parola for nome in nomi for parola in telling_words(nome)})
    return frozenset(parola for parola, volte in quanti.items() if volte > NOMI_AL_PIU)


def mail_domain(indirizzo: str) -> str:
    """The domain of an address, unless it is one that everybody has."""
    dominio = indirizzo.rpartition("@")[2].strip().lower()
    return "" if dominio in POSTA_DI_TUTTI else dominio


def _reasons(domanda: Ritratto, soggetto: Ritratto, ovvie: frozenset[str]) -> list[tuple[int, str]]:
    motivi = [*_by_code(domanda, soggetto), *_by_name(domanda, soggetto, ovvie)]
    motivi += _by_address(domanda, soggetto)
    # Being in the same place is worth something only beside another reason.
    if motivi and domanda.comune and domanda.comune == soggetto.comune:
        motivi.append((8, "stesso comune"))
    return motivi


def _by_code(domanda: Ritratto, soggetto: Ritratto) -> list[tuple[int, str]]:
    motivi = []
    if domanda.codice_fiscale and domanda.codice_fiscale == soggetto.codice_fiscale:
        motivi.append((CERTO, "stesso codice fiscale"))
    if domanda.partita_iva and domanda.partita_iva == soggetto.partita_iva:
        motivi.append((CERTO, "stessa partita IVA"))
    # A body may write either of its two numbers in either place.
    incrociati = {domanda.codice_fiscale, domanda.partita_iva} - {""}
    if not motivi and incrociati & {soggetto.codice_fiscale, soggetto.partita_iva}:
        motivi.append((CERTO, "il codice fiscale dell’una è la partita IVA dell’altra"))
    return motivi


def _by_name(domanda: Ritratto, soggetto: Ritratto, ovvie: frozenset[str]) -> list[tuple[int, str]]:
    nome = normalise(domanda.denominazione)
    if nome == normalise(soggetto.denominazione):
        return [(70, "stesso nome")]
    grafie = {normalise(grafia): grafia for grafia in soggetto.grafie}
    if nome in grafie:
        return [(65, f"i documenti la chiamano anche «{grafie[nome]}»")]
    motivi = []
    if _close(domanda.denominazione, (soggetto.denominazione, *soggetto.grafie), ovvie):
        motivi.append((45, "nome molto simile"))
    if _same_acronym(domanda, soggetto):
        motivi.append((35, f"stessa sigla, {soggetto.sigla}"))
    return motivi


def _close(nome: str, altri: Iterable[str], ovvie: frozenset[str]) -> bool:
    parole = telling_words(nome)
    return bool(parole) and any(_near(parole, telling_words(altro), ovvie) for altro in altri)


def _near(parole: list[str], altre: list[str], ovvie: frozenset[str]) -> bool:
    """All the telling words of the shorter are in the longer, not only the obvious ones; or the
    letters are almost those.
    """
    if not altre:
        return False
    corte, lunghe = sorted((set(parole), set(altre)), key=len)
    if corte <= lunghe and not corte <= ovvie:
        return True
    return SequenceMatcher(None, " ".join(parole), " ".join(altre)).ratio() >= NOME_VICINO


def _same_acronym(domanda: Ritratto, soggetto: Ritratto) -> bool:
    sigla = normalise(soggetto.sigla)
    return bool(sigla) and sigla in (normalise(domanda.sigla), normalise(domanda.denominazione))


def _by_address(domanda: Ritratto, soggetto: Ritratto) -> list[tuple[int, str]]:
    if domanda.pec and domanda.pec.lower() == soggetto.pec.lower():
        return [(60, "stessa PEC")]
    domini = {mail_domain(uno) for uno in (domanda.pec, *domanda.email)} - {""}
    suoi = {mail_domain(uno) for uno in (soggetto.pec, *soggetto.email)} - {""}
    comuni = sorted(domini & suoi)
    return [(30, f"indirizzi dello stesso dominio, {comuni[0]}")] if comuni else []
