"""Checks of the bodies: who evaluates what it takes part in, who sits, how often."""

from collections.abc import Iterator

from alleanze.enums import RuoloPartenariato
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from rete.enums import LivelloOrgano
from rete.models import Organo, Seggio, Soggetto
from rete.permissions import COMITATO

BLOCCHI = {
    LivelloOrgano.RETE: "organi",
    LivelloOrgano.ESTERNO: "organi-esterni",
    LivelloOrgano.PROGETTO: "organi-progetto",
}


def _found(esame: Esame, organo: Organo, testo: str, rimedio: str, valori: object) -> Esito:
    return Esito(
        oggetto=organo,
        testo=testo,
        rimedio=rimedio,
        capitolo=find_chapter(esame, BLOCCHI[organo.livello]),
        valori=valori,
        url=page_of(organo),
    )


@controllo(
    "chi-valuta-partecipa",
    titolo="Chi valuta partecipa a ciò che valuta",
    verifica="Nessun seggio dell'organo che valuta i progetti appartiene, o può essere dato, a chi"
    " vi partecipa: da capofila, da partner, da proponente, in un organo di progetto, o attraverso"
    " un ente a cui è legato.",
    perche="È un conflitto di interessi: la valutazione può essere impugnata.",
    livello=LivelloRilievo.ERRORE,
)
def judge_and_party(esame: Esame) -> Iterator[Esito]:
    """One finding for each seat, with every soggetto that takes part and in what."""
    parti = _parts(esame)
    for organo in esame.organi:
        for seggio in organo.seggi.all() if organo.slug == COMITATO else []:
            coinvolti = dict(_conflicts(esame, seggio, parti))
            if coinvolti:
                perche = "; ".join(f"{nome} {listed(ruoli)}" for nome, ruoli in coinvolti.items())
                yield Esito(
                    oggetto=seggio,
                    nome=f"{organo.denominazione_breve or organo}, seggio «{seggio.categoria}»",
                    testo=f"Chi siede per «{seggio.categoria}» valuta e controlla progetti a cui"
                    f" partecipa: {perche}.",
                    rimedio="Far designare chi non vi partecipa, o disporre che si astenga sui"
                    " progetti che lo riguardano.",
                    capitolo=find_chapter(esame, BLOCCHI[organo.livello]),
                    valori=coinvolti,
                    url=page_of(organo),
                )


def _conflicts(
    esame: Esame, seggio: Seggio, parti: dict[int, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Who holds the seat or may fill it, and takes part; if not directly, through one link."""
    chi = [seggio.soggetto] if seggio.soggetto else list(seggio.designanti.all())
    for soggetto in sorted(chi, key=lambda s: s.nome_breve):
        ruoli = parti.get(soggetto.pk) or [
            f"attraverso {vicino.nome_breve}, che {listed(parti[vicino.pk])}"
            for vicino in _linked(esame, soggetto)
            if vicino.pk in parti
        ]
        if ruoli:
            yield soggetto.nome_breve, ruoli


def _linked(esame: Esame, soggetto: Soggetto) -> list[Soggetto]:
    """The soggetti tied to it by a link that counts for conflicts, in whichever direction."""
    legami = [legame for legame in esame.legami if legame.conta_nei_conflitti]
    return [legame.a for legame in legami if legame.da_id == soggetto.pk] + [
        legame.da for legame in legami if legame.a_id == soggetto.pk
    ]


def _parts(esame: Esame) -> dict[int, list[str]]:
    """In what each soggetto takes part, in words, by its id."""
    parti: dict[int, list[str]] = {}
    for soggetto_id, ruolo in (*_in_alliances(esame), *_promoting(esame), *_sitting(esame)):
        parti.setdefault(soggetto_id, []).append(ruolo)
    return parti


def _in_alliances(esame: Esame) -> Iterator[tuple[int, str]]:
    """Capofila and partners of the alliances that have projects; who is both, once."""
    con_progetti = {p.alleanza_id for p in esame.progetti.values()}
    for alleanza in esame.alleanze:
        capofila = alleanza.capofila
        for partenariato in alleanza.partenariati.all() if alleanza.pk in con_progetti else []:
            guida = capofila is not None and partenariato.soggetto_id == capofila.pk
            if not guida or partenariato.ruolo == RuoloPartenariato.CAPOFILA:
                ruolo = partenariato.get_ruolo_display().lower()
                yield partenariato.soggetto_id, f"è {ruolo} di «{alleanza}»"


def _promoting(esame: Esame) -> Iterator[tuple[int, str]]:
    promossi: dict[int, list[str]] = {}
    for progetto in esame.progetti.values():
        if progetto.promotore_id:
            promossi.setdefault(progetto.promotore_id, []).append(progetto.titolo)
    return ((pk, f"propone {quoted(titoli)}") for pk, titoli in promossi.items())


def _sitting(esame: Esame) -> Iterator[tuple[int, str]]:
    """The seats of the bodies of the projects."""
    for organo in esame.organi:
        for seggio in organo.seggi.all() if organo.livello == LivelloOrgano.PROGETTO else []:
            if seggio.soggetto_id:
                nome = organo.denominazione_breve or organo.denominazione
                yield seggio.soggetto_id, f"siede in «{nome}»"


@controllo(
    "organo-senza-cadenza",
    titolo="Organo che deve riunirsi e non ha una cadenza",
    verifica="Un organo formato da più componenti dice ogni quanto si riunisce, o quante volte.",
    perche="Se non è detto, non si può dire se si riunisce abbastanza.",
    livello=LivelloRilievo.AVVERTENZA,
)
def body_without_cadence(esame: Esame) -> Iterator[Esito]:
    """Bodies of the network or of a project with several seats."""
    for organo in _collegial(esame):
        if organo.mesi_fra_riunioni is None and organo.riunioni_previste is None:
            testo = f"Dell'organo «{organo}» non è detto ogni quanto si riunisce, né quante volte."
            if organo.cadenza:
                testo = f"L'organo «{organo}» si riunisce «{organo.cadenza}»: non dice ogni quanto."
            yield _found(
                esame,
                organo,
                testo,
                "Scrivere quanti mesi passano al più fra due riunioni.",
                organo.cadenza,
            )


@controllo(
    "organo-senza-atto",
    titolo="Organo della Rete senza atto istitutivo",
    verifica="Un organo della Rete che ha dei componenti nasce da un atto.",
    perche="Senza atto non è certo chi lo compone, né se ciò che decide vale.",
    livello=LivelloRilievo.AVVERTENZA,
)
def body_without_act(esame: Esame) -> Iterator[Esito]:
    """Bodies of the network with several seats."""
    for organo in _collegial(esame):
        if organo.livello == LivelloOrgano.RETE and organo.atto is None:
            yield _found(
                esame,
                organo,
                f"Non è indicato l'atto che istituisce l'organo «{organo}».",
                "Registrare l'atto e legarlo all'organo.",
                "senza atto",
            )


def _collegial(esame: Esame) -> list[Organo]:
    return [
        organo
        for organo in esame.organi
        if organo.livello != LivelloOrgano.ESTERNO and len(organo.seggi.all()) > 1
    ]


@controllo(
    "seggio-senza-designanti",
    titolo="Seggio di una categoria senza chi lo designi",
    verifica="Per il seggio di una categoria è detto quali soggetti possono designare chi siede.",
    perche="Non si sa chi debba mandare qualcuno, e il seggio resta vuoto o è conteso.",
    livello=LivelloRilievo.AVVERTENZA,
)
def seat_nobody_fills(esame: Esame) -> Iterator[Esito]:
    """One finding for each body with several seats, with those seats."""
    for organo in _collegial(esame):
        vacanti = [
            seggio.categoria
            for seggio in organo.seggi.all()
            if seggio.soggetto is None and not seggio.designanti.all()
        ]
        if vacanti:
            quanti = counted(len(vacanti), "seggio", "seggi")
            yield _found(
                esame,
                organo,
                f"Nell'organo «{organo}» non è detto chi designa {quanti}: {quoted(vacanti)}.",
                "Indicare i soggetti della categoria che possono designare.",
                vacanti,
            )


@controllo(
    "riunioni-diverse",
    titolo="Riunioni previste in numero diverso",
    verifica="Le riunioni previste per un organo di progetto sono quante ne aspetta l'obiettivo"
    " che lo fa lavorare.",
    perche="L'organo e il risultato atteso dicono due numeri per la stessa cosa.",
    livello=LivelloRilievo.ERRORE,
)
def different_meetings(esame: Esame) -> Iterator[Esito]:
    """Judged where the objective counts meetings with one indicator only."""
    organi = {organo.pk: organo for organo in esame.organi}
    for progetto in esame.progetti.values():
        for obiettivo in progetto.obiettivi.all():
            organo = organi.get(obiettivo.organo_id)
            attese = [
                i.target
                for risultato in obiettivo.risultati.all()
                for i in risultato.indicatori.all()
                if i.unita in ("incontri", "riunioni") and i.target is not None
            ]
            previste = organo.riunioni_previste if organo else None
            if previste and len(attese) == 1 and attese[0] != previste:
                yield _found(
                    esame,
                    organo,
                    f"Per l'organo «{organo}» sono previste {previste} riunioni, l'obiettivo"
                    f" {obiettivo.numero} di «{progetto}» ne aspetta {attese[0]:.0f}.",
                    "Verificare quante riunioni si vogliono tenere, e scriverlo uguale.",
                    [previste, str(attese[0])],
                )
