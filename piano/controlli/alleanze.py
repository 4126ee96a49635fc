"""Checks of the alliances: who leads them, who is in them, where they work."""

from collections.abc import Iterator

from django.urls import reverse

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from piano.controlli.parole import counted, listed, quoted
from piano.controlli.posizioni import find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from rete.enums import TipoLegame
from rete.models import Ambito


@controllo(
    "alleanza-senza-capofila",
    titolo="Alleanza senza capofila",
    verifica="Ogni alleanza ha un capofila.",
    perche="Senza, nessuno risponde dei progetti dell'alleanza e dei soldi che riceve.",
    livello=LivelloRilievo.ERRORE,
)
def alliance_without_leader(esame: Esame) -> Iterator[Esito]:
    """Nobody has that role."""
    for alleanza in esame.alleanze:
        if alleanza.capofila is None:
            yield Esito(
                oggetto=alleanza,
                testo=f"L'alleanza «{alleanza}» non ha un capofila.",
                rimedio="Indicare fra i suoi soggetti chi la guida.",
                capitolo=find_chapter(esame, "alleanze"),
                valori="senza capofila",
                url=page_of(alleanza),
            )


@controllo(
    "capofila-anche-partner",
    titolo="Capofila che ricompare fra i partner",
    verifica="Chi guida un'alleanza vi è scritto una volta sola, con il proprio nome.",
    perche="Si conta un soggetto in più, e non si capisce se guidi l'ente o il distretto.",
    livello=LivelloRilievo.ERRORE,
)
def leader_among_the_partners(esame: Esame) -> Iterator[Esito]:
    """The capofila, or the ambito through which it acts, is a partner too."""
    for alleanza in esame.alleanze:
        capofila = _leader(alleanza)
        doppi = [p for p in _partners(alleanza) if capofila and _is_same(esame, capofila, p)]
        if doppi:
            yield Esito(
                oggetto=alleanza,
                testo=f"Il capofila è «{_cited(capofila)}», e fra i partner ricompare come"
                f" {quoted(map(_cited, doppi))}.",
                rimedio="Scrivere il capofila una volta sola; se il distretto partecipa oltre"
                " all'ente che lo guida, spiegarlo.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=[_cited(capofila), *map(_cited, doppi)],
                url=page_of(alleanza),
            )


def _is_same(esame: Esame, capofila: Partenariato, partner: Partenariato) -> bool:
    """A social district has no legal personality: it is the body that leads it."""
    coppia = (capofila.soggetto_id, partner.soggetto_id)
    return coppia[0] == coppia[1] or any(
        legame.tipo == TipoLegame.CAPOFILA_AMBITO and (legame.da_id, legame.a_id) == coppia
        for legame in esame.legami
    )


@controllo(
    "partner-senza-compito",
    titolo="Partner mai coinvolto nei progetti dell'alleanza",
    verifica="Ogni partner è fra i soggetti coinvolti in almeno un obiettivo.",
    perche="Un partner senza compito non si sa che cosa faccia né che cosa riceva.",
    livello=LivelloRilievo.AVVERTENZA,
)
def partner_without_a_task(esame: Esame) -> Iterator[Esito]:
    """One finding for each alliance that has projects, with the partners nobody names."""
    for alleanza in esame.alleanze:
        coinvolti = _involved(esame, alleanza)
        oziosi = [p for p in _only_partners(esame, alleanza) if p.soggetto_id not in coinvolti]
        if coinvolti and oziosi:
            nomi = [p.soggetto.denominazione for p in oziosi]
            yield Esito(
                oggetto=alleanza,
                testo=f"{counted(len(nomi), 'partner non compare', 'partner non compaiono')} fra i"
                f" soggetti coinvolti negli obiettivi: {listed(nomi)}.",
                rimedio="Dire in quale obiettivo ciascuno lavora, o toglierlo dall'alleanza.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=nomi,
                url=page_of(alleanza),
            )


def _only_partners(esame: Esame, alleanza: Alleanza) -> list[Partenariato]:
    capofila = _leader(alleanza)
    return [p for p in _partners(alleanza) if not (capofila and _is_same(esame, capofila, p))]


def _involved(esame: Esame, alleanza: Alleanza) -> set[int]:
    """The ids of the soggetti that work on the objectives of its projects, with those that stand
    for them."""
    nominati = {
        soggetto.pk
        for progetto in esame.progetti.values()
        if progetto.alleanza_id == alleanza.pk
        for obiettivo in progetto.obiettivi.all()
        for coinvolgimento in obiettivo.coinvolgimenti.all()
        for soggetto in coinvolgimento.soggetti.all()
    }
    guidati = {legame.da_id for legame in _of_ambiti(esame) if legame.a_id in nominati}
    return nominati | guidati


def _of_ambiti(esame: Esame) -> list[object]:
    return [legame for legame in esame.legami if legame.tipo == TipoLegame.CAPOFILA_AMBITO]


@controllo(
    "partner-che-non-aderisce",
    titolo="Partner che non aderisce alla Rete",
    verifica="Chi fa parte di un'alleanza aderisce alla Rete.",
    perche="I progetti sono della Rete: chi vi partecipa ne accetta l'Accordo.",
    livello=LivelloRilievo.AVVERTENZA,
)
def partner_outside_the_network(esame: Esame) -> Iterator[Esito]:
    """One finding for each alliance, with the partners that have no membership."""
    aderenti = {a.soggetto_id for a in esame.accordo.adesioni.all()} if esame.accordo else set()
    for alleanza in esame.alleanze:
        fuori = [
            p.soggetto.denominazione
            for p in alleanza.partenariati.all()
            if aderenti and p.soggetto_id not in aderenti
        ]
        if fuori:
            yield Esito(
                oggetto=alleanza,
                testo=f"Fanno parte dell'alleanza ma non aderiscono alla Rete: {listed(fuori)}.",
                rimedio="Registrare l'adesione, o chiederla.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=fuori,
                url=page_of(alleanza),
            )


@controllo(
    "ambito-senza-alleanza",
    titolo="Ambito in nessuna alleanza o in più d'una",
    verifica="Ogni ambito del territorio è coperto da una sola alleanza.",
    perche="Chi vive o lavora in un ambito scoperto resta senza progetti; in uno coperto due"
    " volte non sa a chi rivolgersi.",
    livello=LivelloRilievo.AVVERTENZA,
)
def ambito_not_in_one_alliance(esame: Esame) -> Iterator[Esito]:
    """Nothing to say where there are no alliances."""
    di_chi: dict[int, list[str]] = {}
    for alleanza in esame.alleanze:
        for ambito in alleanza.ambiti.all():
            di_chi.setdefault(ambito.pk, []).append(alleanza.denominazione)
    for ambito in Ambito.objects.all() if esame.alleanze else []:
        alleanze = di_chi.get(ambito.pk, [])
        if len(alleanze) != 1:
            dove = f"in più alleanze: {quoted(alleanze)}" if alleanze else "in nessuna alleanza"
            yield Esito(
                oggetto=ambito,
                testo=f"L'ambito «{ambito}» è {dove}.",
                rimedio="Legare l'ambito all'alleanza che vi opera.",
                capitolo=find_chapter(esame, "ambiti", "alleanze"),
                valori=alleanze,
                url=reverse("rete:territorio"),
            )


@controllo(
    "distretto-dedotto",
    titolo="Distretto degli ambiti non scritto nel documento",
    verifica="Il documento dice quale distretto rappresenta ciascun ambito.",
    perche="Se il distretto è solo dedotto, non si sa chi decide per quei comuni.",
    livello=LivelloRilievo.AVVERTENZA,
)
def inferred_district(esame: Esame) -> Iterator[Esito]:
    """One finding for each alliance, with its ambiti whose district was inferred."""
    for alleanza in esame.alleanze:
        ambiti = [a for a in alleanza.ambiti.all() if a.distretto_dedotto]
        distretti = {a.distretto_id for a in ambiti}
        if ambiti:
            yield Esito(
                oggetto=alleanza,
                testo=f"Il distretto di {listed(a.denominazione for a in ambiti)} è dedotto: per"
                f" {counted(len(ambiti), 'ambito', 'ambiti')} l'alleanza nomina"
                f" {counted(len(distretti), 'distretto', 'distretti')}.",
                rimedio="Far confermare agli ambiti quale distretto li rappresenta.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=[a.denominazione for a in ambiti],
                url=page_of(alleanza),
            )


def _leader(alleanza: Alleanza) -> Partenariato | None:
    ruolo = RuoloPartenariato.CAPOFILA
    return next((p for p in alleanza.partenariati.all() if p.ruolo == ruolo), None)


def _partners(alleanza: Alleanza) -> list[Partenariato]:
    ruolo = RuoloPartenariato.PARTNER
    return [p for p in alleanza.partenariati.all() if p.ruolo == ruolo]


def _cited(partenariato: Partenariato) -> str:
    return partenariato.denominazione_citata or partenariato.soggetto.denominazione
