"""Checks of names: the same thing is called the same way wherever it is named."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import slugify

from piano.controlli.lessico import GENERI, OPPOSTI, VUOTE
from piano.controlli.parole import quoted
from piano.controlli.posizioni import chapter_page, find_chapter, page_of
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.somiglianze import (
    bare,
    nearest,
    nearly,
    same_name,
    stutters,
    variants,
    without_number,
    words,
)
from piano.enums import LivelloRilievo
from progetti.models import Progetto
from rete.models import Soggetto
from risorse.models import Voce

DI_VOCE = frozenset({"progetto"})


@controllo(
    "voce-con-altro-nome",
    titolo="Voce di spesa con un nome diverso da quello del progetto",
    verifica="La voce di un progetto porta il titolo del progetto.",
    perche="Chi legge il prospetto delle risorse non sa a quale progetto vadano i soldi.",
    livello=LivelloRilievo.ERRORE,
)
def line_with_another_name(esame: Esame) -> Iterator[Esito]:
    """The budget and the chapter of the projects call a project by two names."""
    for voce, progetto in _lines(esame):
        if not _is_title(voce, progetto):
            yield Esito(
                oggetto=voce,
                testo=f"Le risorse chiamano «{_named(voce)}» il progetto che nel resto del Piano"
                f" si intitola «{progetto.titolo}».",
                rimedio="Scegliere un titolo solo e scriverlo in entrambi i posti; se i progetti"
                " sono due, legare la voce a quello giusto.",
                capitolo=find_chapter(esame, "risorse"),
                valori=[voce.denominazione_citata, progetto.titolo],
                url=page_of(voce),
            )


@controllo(
    "voce-con-altre-maiuscole",
    titolo="Titolo del progetto scritto con maiuscole diverse",
    verifica="Il titolo di un progetto si scrive allo stesso modo nel testo e fra le risorse.",
    perche="Un titolo è un nome proprio: due scritture fanno dubitare che sia lo stesso.",
    livello=LivelloRilievo.AVVERTENZA,
)
def line_with_other_capitals(esame: Esame) -> Iterator[Esito]:
    """Same letters, other capitals or signs."""
    for voce, progetto in _lines(esame):
        if _is_title(voce, progetto) and _named(voce) not in _titles(progetto):
            yield Esito(
                oggetto=voce,
                testo=f"Il titolo è scritto «{progetto.titolo}» fra i progetti e"
                f" «{_named(voce)}» fra le risorse.",
                rimedio="Scrivere il titolo allo stesso modo in tutto il Piano.",
                capitolo=find_chapter(esame, "risorse"),
                valori=[voce.denominazione_citata, progetto.titolo],
                url=page_of(voce),
            )


def _lines(esame: Esame) -> Iterator[tuple[Voce, Progetto]]:
    return ((voce, voce.progetto) for voce in esame.voci if voce.progetto)


def _named(voce: Voce) -> str:
    return bare(voce.denominazione_citata, DI_VOCE)


def _titles(progetto: Progetto) -> set[str]:
    """The title alone, or with what stands under it."""
    interi = (progetto.titolo, f"{progetto.titolo} {progetto.sottotitolo}")
    return {bare(titolo, DI_VOCE) for titolo in interi}


def _is_title(voce: Voce, progetto: Progetto) -> bool:
    return any(same_name(_named(voce), titolo) for titolo in _titles(progetto))


@controllo(
    "piano-con-piu-nomi",
    titolo="Il documento si chiama in più modi",
    verifica="Il Piano chiama sé stesso sempre con il proprio titolo, per intero o abbreviato.",
    perche="Un altro nome fa pensare a un altro documento.",
    livello=LivelloRilievo.AVVERTENZA,
)
def plan_with_several_names(esame: Esame) -> Iterator[Esito]:
    """Names that have words which neither the title nor the lead body's name has."""
    capofila = esame.ciclo.capofila
    note = {*words(esame.piano.titolo), *words(capofila.denominazione), *words(capofila.sigla)}
    altri = [n for n in esame.piano.denominazioni_citate if not set(words(n, VUOTE)) <= note]
    if altri:
        yield Esito(
            oggetto=esame.piano,
            testo=f"Il documento si intitola «{esame.piano.titolo}» e chiama sé stesso anche"
            f" {quoted(altri)}.",
            rimedio="Usare un nome solo in tutto il documento e negli atti che lo riguardano.",
            valori=[esame.piano.titolo, *altri],
            url=chapter_page(esame, None),
        )


@controllo(
    "alleanza-con-altro-nome",
    titolo="Alleanza chiamata in due modi",
    verifica="Il nome che un atto dà a un'alleanza ha qualcosa in comune con quello del Piano.",
    perche="Chi legge l'atto deve poter riconoscere l'alleanza nel Piano.",
    livello=LivelloRilievo.AVVERTENZA,
)
def alliance_with_another_name(esame: Esame) -> Iterator[Esito]:
    """The two names have no word in common."""
    for alleanza in esame.alleanze:
        citata = alleanza.denominazione_citata
        comuni = set(words(citata, VUOTE)) & set(words(alleanza.denominazione))
        if citata and not comuni:
            yield Esito(
                oggetto=alleanza,
                testo=f"Gli atti chiamano «{citata}» quella che qui è «{alleanza.denominazione}»:"
                " i due nomi non hanno una parola in comune.",
                rimedio="Dare all'alleanza un nome solo, e richiamarlo negli atti.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=[citata, alleanza.denominazione],
                url=page_of(alleanza),
            )


@controllo(
    "punti-cardinali-contrari",
    titolo="Punti cardinali che si contraddicono",
    verifica="Il nome di un'alleanza e quello di chi la guida non indicano parti opposte.",
    perche="Uno dei due nomi porta il lettore dalla parte sbagliata del territorio.",
    livello=LivelloRilievo.ERRORE,
)
def opposite_compass_points(esame: Esame) -> Iterator[Esito]:
    """`ovest` in the name of the alliance, `est` in that of its capofila, or the like."""
    for alleanza in esame.alleanze:
        nomi = words(f"{alleanza.denominazione_citata} {alleanza.denominazione}")
        capofila = alleanza.capofila
        del_capofila = words(capofila.denominazione) if capofila else []
        contrari = [p for p in OPPOSTI if p in nomi and OPPOSTI[p] in del_capofila]
        if contrari and not set(contrari) <= set(del_capofila):
            nome = alleanza.denominazione_citata or alleanza.denominazione
            yield Esito(
                oggetto=alleanza,
                testo=f"L'alleanza è detta «{nome}», ma la guida «{capofila}»: i due nomi indicano"
                f" parti opposte ({contrari[0]}, {OPPOSTI[contrari[0]]}).",
                rimedio="Verificare sulla carta dove opera l'alleanza e correggere il nome.",
                capitolo=find_chapter(esame, "alleanze"),
                valori=[nome, capofila.denominazione],
                url=page_of(alleanza),
            )


@controllo(
    "soggetto-con-piu-grafie",
    titolo="Soggetto scritto in più modi",
    verifica="Il nome di un soggetto è scritto sempre con le stesse lettere e maiuscole.",
    perche="Grafie diverse fanno contare due volte un soggetto, o non lo fanno trovare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def soggetto_with_several_spellings(esame: Esame) -> Iterator[Esito]:
    """One finding for each soggetto, with its spellings."""
    scritti = _spellings(esame)
    for soggetto in esame.soggetti:
        modi = variants(scritti[soggetto.pk], GENERI)
        if modi:
            yield Esito(
                oggetto=soggetto,
                testo=f"Il soggetto è scritto in {len(modi)} modi: {quoted(modi)}.",
                rimedio="Scegliere una grafia, quella che il soggetto usa nei propri atti, e"
                " usarla ovunque.",
                valori=modi,
                url=page_of(soggetto),
            )


def _spellings(esame: Esame) -> dict[int, set[str]]:
    """What the documents write for each soggetto, by its id."""
    scritti: dict[int, set[str]] = defaultdict(set)
    for soggetto in esame.soggetti:
        scritti[soggetto.pk] |= {grafia.grafia for grafia in soggetto.grafie.all()}
    for alleanza in esame.alleanze:
        for partenariato in alleanza.partenariati.all():
            scritti[partenariato.soggetto_id] |= {partenariato.denominazione_citata} - {""}
    for progetto in esame.progetti.values():
        for obiettivo in progetto.obiettivi.all():
            for chi in obiettivo.coinvolgimenti.all():
                if len(chi.soggetti.all()) == 1:
                    scritti[chi.soggetti.all()[0].pk].add(chi.denominazione_citata)
    return scritti


@controllo(
    "nome-quasi-uguale",
    titolo="Nome quasi uguale a quello di un soggetto",
    verifica="Nessuna scrittura differisce da un nome noto per una lettera, per il numero che"
    " manca o per una parola ripetuta.",
    perche="È quasi sempre un refuso, e talvolta indica un altro ente.",
    livello=LivelloRilievo.AVVERTENZA,
)
def near_miss_of_a_name(esame: Esame) -> Iterator[Esito]:
    """One finding for each wrong writing of a soggetto."""
    scritti = _spellings(esame)
    noti = {"".join(words(nome)) for s in esame.soggetti for nome in _names(s)}
    for soggetto in esame.soggetti:
        letti = _misses(soggetto, scritti[soggetto.pk]) | _in_titles(esame, soggetto)
        sbagliati = {"".join(words(letto)): letto for letto in sorted(letti)}
        for letto in (sbagliati[lettere] for lettere in sbagliati if lettere not in noti):
            yield Esito(
                oggetto=soggetto,
                discriminante=slugify(letto),
                testo=f"Si legge «{letto}», quasi uguale a «{nearest(letto, _names(soggetto))}».",
                rimedio="Verificare di chi si parla; se è un refuso, correggerlo.",
                valori=[letto, *sorted(_names(soggetto))],
                url=page_of(soggetto),
            )


def _names(soggetto: Soggetto) -> set[str]:
    return {soggetto.denominazione, soggetto.sigla} - {""}


def _misses(soggetto: Soggetto, scritti: set[str]) -> set[str]:
    """Among the writings of a soggetto, those that are its name but for a slip."""
    return {
        scritto
        for scritto in scritti
        if stutters(scritto)
        or any(nearly(nome, scritto) or without_number(nome, scritto) for nome in _names(soggetto))
    }


def _in_titles(esame: Esame, soggetto: Soggetto) -> set[str]:
    """The same in titles, which name a soggetto among other words."""
    titoli = [t.titolo_citato for t in esame.tabelle] + [c.titolo for c in esame.capitoli]
    return {nearly(nome, titolo) for nome in _names(soggetto) for titolo in titoli} - {""}
