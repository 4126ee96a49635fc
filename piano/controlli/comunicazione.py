"""Checks of the communication plan: for whom, by which means, and how one sees that it worked."""

from collections.abc import Iterator

from django.utils.text import slugify

from conciliazione.ricerca import normalise
from formazione.models import AzioneComunicazione, RigaAzione
from piano.controlli.lessico import CANALI, DESTINATARI, STRUMENTI
from piano.controlli.parole import counted, either, listed
from piano.controlli.posizioni import chapter_page, find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.somiglianze import mentioned
from piano.enums import LivelloRilievo
from progetti.models import ObiettivoSpecifico

BLOCCO = "azioni-comunicazione"


@controllo(
    "azioni-senza-misura",
    titolo="Azioni di comunicazione senza misura",
    verifica="Di ogni azione è detto come se ne misura l'effetto.",
    perche="Non si potrà dire quante persone ha raggiunto, né se conviene ripeterla.",
    livello=LivelloRilievo.AVVERTENZA,
)
def actions_without_measure(esame: Esame) -> Iterator[Esito]:
    """One finding for the Piano, with the actions that have a row without."""
    azioni = esame.azioni_comunicazione
    senza = [a.numero for a in azioni if any(not r.misura.strip() for r in a.righe.all())]
    if senza:
        capitolo = find_chapter(esame, BLOCCO)
        yield Esito(
            oggetto=esame.piano,
            testo=f"{counted(len(senza), 'azione', 'azioni')} di comunicazione su {len(azioni)} non"
            f" {either(senza, 'dice', 'dicono')} come se ne misura l'effetto: n. {listed(senza)}.",
            rimedio="Scrivere per ciascuna una misura: accessi, presenze, articoli usciti…",
            capitolo=capitolo,
            valori=senza,
            url=chapter_page(esame, capitolo),
        )


@controllo(
    "destinatario-non-definito",
    titolo="Destinatario che non è fra i pubblici definiti",
    verifica="Chi un'azione vuole raggiungere è uno dei pubblici che il piano definisce.",
    perche="Per un pubblico non definito non c'è un messaggio pensato, né un modo di contarlo.",
    livello=LivelloRilievo.AVVERTENZA,
)
def undefined_public(esame: Esame) -> Iterator[Esito]:
    """One finding for each name of recipients, with the actions that use it."""
    usi: dict[str, list[RigaAzione]] = {}
    for azione in esame.azioni_comunicazione:
        for riga in azione.righe.all():
            if not riga.pubblici.all():
                usi.setdefault(normalise(riga.destinatari), []).append(riga)
    definiti = listed(esame.ciclo.pubblici.all()) if usi else ""
    capitolo = find_chapter(esame, "pubblici", BLOCCO)
    for righe in usi.values():
        nome, numeri = righe[0].destinatari, sorted({r.azione.numero for r in righe})
        di_chi = either(numeri, "dell'azione", "delle azioni")
        yield Esito(
            oggetto=esame.piano,
            discriminante=slugify(nome),
            testo=f"«{nome}» è fra i destinatari {di_chi} {listed(numeri)}, ma non fra i pubblici"
            f" che il piano definisce ({definiti}).",
            rimedio="Definire quel pubblico, o usare il nome di uno dei pubblici definiti.",
            capitolo=capitolo,
            valori=[nome, *numeri],
            url=chapter_page(esame, capitolo),
        )


@controllo(
    "pubblico-mai-raggiunto",
    titolo="Pubblico definito e mai raggiunto",
    verifica="Ogni pubblico definito è fra i destinatari di almeno un'azione.",
    perche="Si è detto che conta, e poi nessuno gli parla.",
    livello=LivelloRilievo.AVVERTENZA,
)
def public_never_reached(esame: Esame) -> Iterator[Esito]:
    """One finding for each public."""
    raggiunti = {
        pubblico.pk
        for azione in esame.azioni_comunicazione
        for riga in azione.righe.all()
        for pubblico in riga.pubblici.all()
    }
    capitolo = find_chapter(esame, "pubblici", BLOCCO)
    for pubblico in esame.ciclo.pubblici.all() if esame.azioni_comunicazione else []:
        if pubblico.pk not in raggiunti:
            yield Esito(
                oggetto=pubblico,
                testo=f"Nessuna azione di comunicazione raggiunge «{pubblico}».",
                rimedio="Aggiungere un'azione per quel pubblico, o non definirlo.",
                capitolo=capitolo,
                valori="mai raggiunto",
                url=chapter_page(esame, capitolo),
            )


def _found(
    esame: Esame, azione: AzioneComunicazione, testo: str, rimedio: str, **altro: object
) -> Esito:
    return Esito(
        oggetto=azione,
        testo=testo,
        rimedio=rimedio,
        capitolo=find_chapter(esame, BLOCCO),
        url=page_of(azione),
        **altro,
    )


@controllo(
    "titolo-piu-ampio-dei-destinatari",
    titolo="Azione che promette più destinatari di quanti ne ha",
    verifica="I destinatari che il titolo di un'azione elenca sono quelli delle sue righe.",
    perche="Chi è nel titolo e non fra i destinatari crede di essere raggiunto, e non lo sarà.",
    livello=LivelloRilievo.ERRORE,
)
def title_wider_than_recipients(esame: Esame) -> Iterator[Esito]:
    """Judged where the title lists two or more, of whom the rows have some."""
    for azione in esame.azioni_comunicazione:
        nel_titolo = list(mentioned(azione.titolo, DESTINATARI))
        nelle_righe = {
            nome for riga in azione.righe.all() for nome in mentioned(riga.destinatari, DESTINATARI)
        }
        mancano = [nome for nome in nel_titolo if nome not in nelle_righe]
        if mancano and nelle_righe & set(nel_titolo):
            scritti = listed(riga.destinatari for riga in azione.righe.all())
            yield _found(
                esame,
                azione,
                f"Il titolo dell'azione {azione.numero} comprende {listed(nel_titolo)}, i"
                f" destinatari sono soltanto: {scritti}.",
                f"Aggiungere fra i destinatari {listed(mancano)}, o toglierli dal titolo.",
                valori=[nel_titolo, sorted(nelle_righe)],
            )


@controllo(
    "azioni-sovrapposte",
    titolo="Azioni di comunicazione che si sovrappongono",
    verifica="Due azioni non usano lo stesso strumento per gli stessi destinatari nello stesso"
    " periodo.",
    perche="Si fa due volte lo stesso lavoro, o nessuno dei due sa di doverlo fare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def overlapping_actions(esame: Esame) -> Iterator[Esito]:
    """One finding for each action that overlaps one before it."""
    righe = [riga for azione in esame.azioni_comunicazione for riga in azione.righe.all()]
    for i, dopo in enumerate(righe):
        prima = next((r for r in righe[:i] if _overlap(r, dopo)), None)
        if prima:
            yield _found(
                esame,
                dopo.azione,
                f"Le azioni {prima.azione.numero} e {dopo.azione.numero} usano lo stesso strumento"
                f" («{prima.strumento}», «{dopo.strumento}») per gli stessi destinatari"
                f" («{dopo.destinatari}»), nello stesso periodo.",
                "Unire le due azioni, o dire in che cosa differiscono.",
                discriminante=str(prima.azione.numero),
                valori=[[r.azione.numero, r.strumento, r.destinatari] for r in (prima, dopo)],
            )


def _overlap(una: RigaAzione, altra: RigaAzione) -> bool:
    tempi = (una.dal, una.al, altra.dal, altra.al)
    return (
        una.azione_id != altra.azione_id
        and None not in tempi
        and una.dal <= altra.al
        and altra.dal <= una.al
        and normalise(una.destinatari) == normalise(altra.destinatari)
        and bool(_tools(una) & _tools(altra))
    )


def _tools(riga: RigaAzione) -> set[str]:
    """The tools by the names of the lexicon, or as it is called."""
    return set(mentioned(riga.strumento, STRUMENTI)) or {normalise(riga.strumento)}


@controllo(
    "canale-fuori-dal-piano",
    titolo="Canale usato da un progetto e assente dal piano di comunicazione",
    verifica="Le reti sociali che un progetto usa sono fra gli strumenti del piano di"
    " comunicazione.",
    perche="Lo stesso ente parlerebbe su canali che il suo piano non conosce e non segue.",
    livello=LivelloRilievo.AVVERTENZA,
)
def channel_out_of_the_plan(esame: Esame) -> Iterator[Esito]:
    """One finding for each project and channel, with the objectives."""
    nel_piano = {
        canale
        for azione in esame.azioni_comunicazione
        for riga in azione.righe.all()
        for canale in _channels(f"{riga.strumento} {riga.descrizione}")
    }
    for progetto in esame.progetti.values() if esame.azioni_comunicazione else []:
        usi: dict[str, list[int]] = {}
        for obiettivo in progetto.obiettivi.all():
            for canale in _channels(_told(obiettivo)):
                usi.setdefault(canale, []).append(obiettivo.numero)
        for canale in sorted(set(usi) - nel_piano):
            numeri = usi[canale]
            yield Esito(
                oggetto=progetto,
                discriminante=slugify(canale),
                testo=f"Il progetto «{progetto}» usa {canale}"
                f" ({either(numeri, 'obiettivo', 'obiettivi')} {listed(numeri)}), che il piano di"
                f" comunicazione non prevede{_instead(nel_piano)}.",
                rimedio="Aggiungere il canale al piano di comunicazione, o usare quelli che ci"
                " sono.",
                capitolo=find_chapter(esame, f"progetto:{progetto.slug}"),
                valori=[canale, *numeri],
                url=page_of(progetto),
            )


def _channels(testo: str) -> set[str]:
    return set(mentioned(testo, {nome: (parola,) for parola, nome in CANALI.items()}))


def _told(obiettivo: ObiettivoSpecifico) -> str:
    """What an objective does and promises, as one text."""
    righe = [a.testo for a in obiettivo.attivita.all()]
    righe += [r.testo for r in obiettivo.risultati.all()]
    return " ".join(righe)


def _instead(canali: set[str]) -> str:
    return f" (prevede {listed(sorted(canali))})" if canali else ""
