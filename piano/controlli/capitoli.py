"""Checks of the document: its chapters, what it repeats, the annexes it refers to."""

from collections.abc import Iterator

from piano.controlli.parole import listed, quoted
from piano.controlli.posizioni import chapter_page, page_of_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.controlli.somiglianze import words
from piano.enums import LivelloRilievo, StampaFonte
from piano.models import Capitolo

# A paragraph shorter than this may well be said twice.
PAROLE_DI_UN_CAPOVERSO = 15


def _found(capitolo: Capitolo, testo: str, rimedio: str, valori: object) -> Esito:
    return Esito(
        oggetto=capitolo,
        testo=testo,
        rimedio=rimedio,
        capitolo=capitolo.numero,
        valori=valori,
        url=page_of_chapter(capitolo),
    )


def _printed(esame: Esame, come: StampaFonte, testo: str, rimedio: str) -> Iterator[Esito]:
    """One finding for each chapter that the source prints so."""
    for capitolo in esame.capitoli:
        if capitolo.nella_fonte == come:
            nota = f" ({capitolo.nota_fonte})" if capitolo.nota_fonte else ""
            yield _found(
                capitolo, f"{testo} «{capitolo}»{nota}.", rimedio, [come, capitolo.nota_fonte]
            )


@controllo(
    "capitolo-mancante",
    titolo="Capitolo annunciato e assente",
    verifica="Ogni capitolo dell'indice c'è nel documento.",
    perche="Il Piano promette una parte che nessuno può leggere.",
    livello=LivelloRilievo.ERRORE,
)
def missing_chapter(esame: Esame) -> Iterator[Esito]:
    """As the document from which it was transcribed prints it."""
    return _printed(
        esame,
        StampaFonte.MANCANTE,
        "Nel documento non c'è il capitolo che l'indice annuncia come",
        "Scrivere il capitolo e approvarlo, o toglierlo dall'indice.",
    )


@controllo(
    "capitolo-troncato",
    titolo="Capitolo privo di una parte",
    verifica="Ogni capitolo è stampato dall'inizio alla fine.",
    perche="Ciò che manca può cambiare il senso di ciò che resta.",
    livello=LivelloRilievo.AVVERTENZA,
)
def cut_chapter(esame: Esame) -> Iterator[Esito]:
    """As the document from which it was transcribed prints it."""
    return _printed(
        esame,
        StampaFonte.TRONCATO,
        "Il documento stampa solo in parte il capitolo",
        "Recuperare dall'originale la parte che manca.",
    )


@controllo(
    "capitolo-ripetuto",
    titolo="Capitolo stampato due volte, per intero o in parte",
    verifica="Ogni parte del documento vi è stampata una volta sola.",
    perche="Due copie prima o poi differiscono, e non si sa quale valga.",
    livello=LivelloRilievo.AVVERTENZA,
)
def repeated_chapter(esame: Esame) -> Iterator[Esito]:
    """As the document from which it was transcribed prints it."""
    return _printed(
        esame,
        StampaFonte.RIPETUTO,
        "Il documento stampa più di una volta, per intero o in parte, il capitolo",
        "Tenere una copia sola, verificando quale sia quella approvata.",
    )


@controllo(
    "capitolo-senza-testo",
    titolo="Capitolo senza testo",
    verifica="Ogni capitolo ha almeno una sezione.",
    perche="Il Piano stamperebbe un titolo e nulla sotto.",
    livello=LivelloRilievo.ERRORE,
)
def chapter_without_text(esame: Esame) -> Iterator[Esito]:
    """No section at all."""
    for capitolo in esame.capitoli:
        if not capitolo.sezioni.all():
            yield _found(
                capitolo,
                f"Il capitolo «{capitolo}» non ha testo.",
                "Scriverlo, o togliere il capitolo.",
                "senza testo",
            )


@controllo(
    "numeri-dei-capitoli",
    titolo="Numeri dei capitoli non consecutivi",
    verifica="I capitoli sono numerati di seguito, da 1.",
    perche="Un numero saltato fa pensare a un capitolo perduto.",
    livello=LivelloRilievo.AVVERTENZA,
)
def gap_in_the_chapters(esame: Esame) -> Iterator[Esito]:
    """One finding for the Piano."""
    numeri = [capitolo.numero for capitolo in esame.capitoli]
    saltati = sorted(set(range(1, max(numeri, default=0) + 1)) - set(numeri))
    if saltati:
        yield Esito(
            oggetto=esame.piano,
            testo=f"Nella numerazione dei capitoli manca: {listed(saltati)}.",
            rimedio="Numerare i capitoli di seguito, o aggiungere quello che manca.",
            valori=saltati,
            url=chapter_page(esame, None),
        )


@controllo(
    "capoverso-ripetuto",
    titolo="Capoverso scritto due volte",
    verifica="Nessun capoverso lungo compare uguale in due punti del Piano o dei progetti.",
    perche="È quasi sempre un errore di copia, e al suo posto doveva esserci altro.",
    livello=LivelloRilievo.AVVERTENZA,
)
def repeated_paragraph(esame: Esame) -> Iterator[Esito]:
    """One finding for each paragraph, on the chapter where it comes again."""
    visti: dict[str, str] = {}
    for capitolo, dove, testo in _texts(esame):
        for capoverso in testo.split("\n\n"):
            parole = words(capoverso)
            chiave = " ".join(parole)
            if len(parole) >= PAROLE_DI_UN_CAPOVERSO and chiave in visti:
                inizio = " ".join(capoverso.split()[:8])
                yield _found(
                    capitolo,
                    f"Il capoverso che comincia con «{inizio}…» è in {visti[chiave]} e di nuovo"
                    f" in {dove}.",
                    "Lasciarlo dove serve; altrove scrivere ciò che doveva esserci.",
                    chiave,
                )
            visti.setdefault(chiave, dove)


def _texts(esame: Esame) -> Iterator[tuple[Capitolo, str, str]]:
    """Chapter, place in words and text of what people wrote."""
    for capitolo in esame.capitoli:
        for sezione in capitolo.sezioni.all():
            yield capitolo, f"«{sezione}»", sezione.testo
            for progetto in esame.progetti.values():
                if f"[[blocco:progetto:{progetto.slug}]]" in sezione.testo:
                    testi = (progetto.introduzione, progetto.contesto, progetto.obiettivo)
                    yield capitolo, f"«{progetto}»", "\n\n".join(testi)


@controllo(
    "allegato-assente",
    titolo="Allegato richiamato e assente",
    verifica="Ogni documento che il Piano richiama come allegato è allegato.",
    perche="Chi legge è rimandato a qualcosa che non può leggere.",
    livello=LivelloRilievo.AVVERTENZA,
)
def missing_annex(esame: Esame) -> Iterator[Esito]:
    """One finding for each annex."""
    for allegato in esame.piano.allegati.select_related("richiamato_in"):
        if allegato.documento_id is None:
            capitolo = allegato.richiamato_in
            chi = f"Il capitolo {capitolo.numero} richiama" if capitolo else "Gli atti richiamano"
            yield Esito(
                oggetto=allegato,
                testo=f"{chi} {quoted([allegato])}, che non è allegato.",
                rimedio="Allegare il documento, o togliere il richiamo.",
                capitolo=capitolo.numero if capitolo else None,
                valori="assente",
                url=chapter_page(esame, capitolo.numero if capitolo else None),
            )
