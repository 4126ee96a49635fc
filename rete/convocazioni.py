"""Whom a meeting is told to, with which words, and the appointment that goes with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from conciliazione import posta
from conciliazione.date import format_day
from rete.appuntamenti import Metodo, Riunione, write_appointment
from rete.composizione import composition
from rete.enums import QualitaMandato, RuoloDelega, UsoModello
from rete.lettere import Lettera, register_references
from rete.models import Delega, Mandato, ModelloMessaggio, Seduta
from rete.presenze import members

SENZA_MODELLO = (
    "Convocazione: [[organo]], [[giorno]]",
    "[[organo]], [[giorno]], ore [[ora]]\n[[luogo]]\n\n[[ordine_del_giorno]]\n\n[[pagina]]",
)
A_DISTANZA = "A distanza"
# The words that a model of message may call, and what stands for them.
PAROLE = {
    "organo": "l’organo convocato",
    "giorno": "il giorno della seduta",
    "ora": "l’ora in cui comincia",
    "luogo": "il luogo",
    "collegamento": "il collegamento per chi partecipa a distanza",
    "ordine_del_giorno": "i punti, uno per riga",
    "pagina": "la pagina della seduta",
}
register_references((UsoModello.CONVOCAZIONE,), PAROLE)


@dataclass(frozen=True)
class Destinatario:
    """Somebody who is told of a meeting, and why."""

    email: str
    nome: str
    veste: str


@dataclass(frozen=True)
class Invitati:
    """Who is told of a meeting; and for whom there is no address, or nobody."""

    destinatari: list[Destinatario] = field(default_factory=list)
    senza_recapito: list[str] = field(default_factory=list)


def invited(seduta: Seduta) -> Invitati:
    """Who is told of a meeting: whoever holds a seat that day, or every soggetto of the network.

    Each address once. Of the whole network: the referenti of today, else the soggetto's own PEC
    or public e-mail.
    """
    tutti = _members(seduta) if seduta.organo.di_tutti else _seats(seduta)
    unici: dict[str, Destinatario] = {}
    mancano = []
    for nome, trovati in tutti:
        if not trovati:
            mancano.append(nome)
        for destinatario in trovati:
            unici.setdefault(destinatario.email.lower(), destinatario)
    return Invitati(list(unici.values()), mancano)


def _seats(seduta: Seduta) -> Iterator[tuple[str, list[Destinatario]]]:
    for posto in composition(seduta.organo, timezone.localdate(seduta.inizio)):
        mandati = [m for m in (posto.titolare, posto.supplente) if m and m.utente.is_active]
        yield posto.seggio.categoria, [_holder(posto.seggio.categoria, m) for m in mandati]


def _holder(categoria: str, mandato: Mandato) -> Destinatario:
    qualita = QualitaMandato(mandato.qualita).label
    return Destinatario(mandato.utente.email, mandato.utente.nome, f"{qualita}, {categoria}")


def _members(seduta: Seduta) -> Iterator[tuple[str, list[Destinatario]]]:
    referenti = Delega.objects.filter(ruolo=RuoloDelega.REFERENTE, utente__is_active=True).vigenti()
    deleghe = Prefetch("deleghe", referenti.select_related("utente"), to_attr="referenti")
    for soggetto in members(seduta).prefetch_related(deleghe):
        trovati = [
            Destinatario(d.utente.email, d.utente.nome, f"Referente, {soggetto.nome_breve}")
            for d in soggetto.referenti
        ]
        indirizzo = soggetto.pec or soggetto.email
        if not trovati and indirizzo:
            trovati = [Destinatario(indirizzo, soggetto.denominazione, "Recapito pubblico")]
        yield soggetto.denominazione, trovati


# --- Words --------------------------------------------------------------------------------------


def draft_letter(seduta: Seduta) -> Lettera:
    """The letter as the model of the staff begins it; the bare facts where there is no model."""
    modello = ModelloMessaggio.objects.filter(uso=UsoModello.CONVOCAZIONE).first()
    oggetto, testo = (modello.oggetto, modello.testo) if modello else SENZA_MODELLO
    valori = words_of(seduta)
    return Lettera(_fill(oggetto, valori), _fill(testo, valori))


def words_of(seduta: Seduta) -> dict[str, str]:
    """What stands for each word that a model may call."""
    punti = seduta.punti.values_list("ordine", "titolo")
    return {
        "organo": str(seduta.organo),
        "giorno": format_day(timezone.localdate(seduta.inizio)),
        "ora": f"{timezone.localtime(seduta.inizio):%H:%M}",
        "luogo": seduta.luogo or "luogo da definire",
        "collegamento": seduta.collegamento or "non previsto",
        "ordine_del_giorno": "\n".join(f"{ordine}. {titolo}" for ordine, titolo in punti),
        "pagina": page_of(seduta),
    }


def _fill(testo: str, valori: dict[str, str]) -> str:
    """Put the values in the place of `[[parola]]`; a word that nobody knows stays as it is."""
    for parola, valore in valori.items():
        testo = testo.replace(f"[[{parola}]]", valore)
    return testo


def page_of(seduta: Seduta) -> str:
    """The whole address of the page of a meeting."""
    return f"{settings.BASE_URL}{seduta.get_absolute_url()}"


# --- Sending ------------------------------------------------------------------------------------


def tell(
    seduta: Seduta, che: str, destinatari: Iterable[Destinatario], lettera: Lettera, metodo: Metodo
) -> None:
    """Write to each the letter with its appointment, at once; never twice for the same `che`."""
    riunione = appointment(seduta, con_collegamento=True)
    for d in destinatari:
        calendario = write_appointment(replace(riunione, invitato=d.email), metodo)
        chi = sha256(d.email.lower().encode()).hexdigest()[:16]
        chiave = f"seduta-{che}:{seduta.codice}:{seduta.versione}:{chi}"
        posta.send(chiave, d.email, lettera.oggetto, lettera.intera, calendario=calendario)


def appointment(seduta: Seduta, *, con_collegamento: bool) -> Riunione:
    """The meeting as an appointment; it is written again at each step of the meeting.

    The remote link is for who takes part, and nobody else.
    """
    a_distanza = seduta.collegamento if con_collegamento else A_DISTANZA
    punti = seduta.punti.values_list("ordine", "titolo")
    dominio = settings.BASE_URL.partition("://")[2].split(":")[0]
    return Riunione(
        uid=f"seduta-{seduta.codice}@{dominio}",
        sequenza=seduta.versione,
        scritta_il=seduta.convocata_il or seduta.inizio,
        titolo=str(seduta.organo),
        inizio=seduta.inizio,
        fine=seduta.fine_prevista,
        luogo=seduta.luogo or (a_distanza if seduta.collegamento else ""),
        descrizione="\n".join(f"{ordine}. {titolo}" for ordine, titolo in punti),
        url=page_of(seduta),
        da=settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].strip("> "),
    )
