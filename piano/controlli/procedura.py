"""Checks of the procedure: its steps, the acts on which it rests, to whom the Piano was sent."""

from collections.abc import Iterator
from itertools import pairwise

from django.db.models import Q

from conciliazione.date import format_day
from piano.controlli.parole import counted, quoted
from piano.controlli.posizioni import chapter_page, find_chapter
from piano.controlli.registro import Esame, Esito, controllo
from piano.enums import LivelloRilievo
from rete.enums import TipoAtto
from rete.models import Atto, FaseProcedura


def _found(esame: Esame, fase: FaseProcedura, testo: str, rimedio: str, valori: object) -> Esito:
    capitolo = find_chapter(esame, "procedura")
    return Esito(
        oggetto=fase,
        testo=testo,
        rimedio=rimedio,
        capitolo=capitolo,
        valori=valori,
        url=chapter_page(esame, capitolo),
    )


@controllo(
    "termine-passato-senza-data",
    titolo="Termine passato, e non è scritto quando si è fatto",
    verifica="Un passo della procedura il cui termine è passato ha la data in cui è avvenuto.",
    perche="Non si può dire se il termine è stato rispettato.",
    livello=LivelloRilievo.AVVERTENZA,
)
def term_passed_without_a_date(esame: Esame) -> Iterator[Esito]:
    """One finding for each step."""
    for fase in esame.fasi:
        if fase.entro_il and fase.entro_il < esame.on and fase.avvenuta_il is None:
            yield _found(
                esame,
                fase,
                f"«{fase}»: il termine era il {format_day(fase.entro_il)}, e non è scritto quando"
                " è avvenuta.",
                "Scrivere il giorno in cui è avvenuta.",
                str(fase.entro_il),
            )


@controllo(
    "fase-dopo-il-termine",
    titolo="Passo della procedura fuori termine",
    verifica="Ogni passo è avvenuto entro il suo termine.",
    perche="Ciò che si fa fuori termine può non essere valido.",
    livello=LivelloRilievo.ERRORE,
)
def step_after_its_term(esame: Esame) -> Iterator[Esito]:
    """One finding for each step."""
    for fase in esame.fasi:
        if fase.entro_il and fase.avvenuta_il and fase.avvenuta_il > fase.entro_il:
            yield _found(
                esame,
                fase,
                f"«{fase}» è del {format_day(fase.avvenuta_il)}, ma il termine era il"
                f" {format_day(fase.entro_il)}.",
                "Verificare le due date; se il ritardo c'è stato, dire con quale atto è ammesso.",
                [str(fase.entro_il), str(fase.avvenuta_il)],
            )


@controllo(
    "fasi-fuori-ordine",
    titolo="Passi della procedura fuori ordine",
    verifica="Ogni passo viene dopo quelli che lo precedono nell'elenco.",
    perche="La procedura ha un ordine: un passo anticipato manca di ciò che gli serve.",
    livello=LivelloRilievo.ERRORE,
)
def steps_out_of_order(esame: Esame) -> Iterator[Esito]:
    """Among the steps whose day is known."""
    for prima, dopo in pairwise(fase for fase in esame.fasi if fase.avvenuta_il):
        if dopo.avvenuta_il < prima.avvenuta_il:
            yield _found(
                esame,
                dopo,
                f"«{dopo}» è del {format_day(dopo.avvenuta_il)}, prima di «{prima}"
                f"» ({format_day(prima.avvenuta_il)}), che lo precede.",
                "Verificare le due date, o l'ordine dei passi.",
                [str(prima.avvenuta_il), str(dopo.avvenuta_il)],
            )


@controllo(
    "fasi-senza-data",
    titolo="Passi della procedura senza alcuna data",
    verifica="Di ogni passo si conosce il giorno, o almeno il termine o il mese.",
    perche="Non si può ricostruire se la procedura è stata seguita.",
    livello=LivelloRilievo.AVVERTENZA,
)
def steps_without_a_date(esame: Esame) -> Iterator[Esito]:
    """One finding for the Piano, with the steps."""
    senza = [
        fase.denominazione
        for fase in esame.fasi
        if not (fase.avvenuta_il or fase.entro_il or fase.data_citata)
    ]
    if senza:
        capitolo = find_chapter(esame, "procedura")
        yield Esito(
            oggetto=esame.piano,
            testo=f"{counted(len(senza), 'passo', 'passi')} della procedura senza alcuna data:"
            f" {quoted(senza)}.",
            rimedio="Cercare le date negli atti e scriverle.",
            capitolo=capitolo,
            valori=senza,
            url=chapter_page(esame, capitolo),
        )


@controllo(
    "atto-senza-estremi",
    titolo="Atto senza data o senza numero",
    verifica="Un atto su cui poggia qualcosa ha la data e, se è una deliberazione o una"
    " determinazione, il numero.",
    perche="Un atto che non si identifica non si può chiedere né verificare.",
    livello=LivelloRilievo.AVVERTENZA,
)
def act_without_its_marks(esame: Esame) -> Iterator[Esito]:
    """One finding for each act on which a step, a body, an evaluation or the Piano rests."""
    ciclo = esame.ciclo
    poggia = Q(fasi__ciclo=ciclo) | Q(organi__isnull=False) | Q(piani=esame.piano)
    poggia |= Q(progetti_valutati__ciclo=ciclo)
    for atto in Atto.objects.filter(poggia).distinct():
        numerati = (TipoAtto.DELIBERAZIONE, TipoAtto.DETERMINAZIONE)
        mancano = ["la data"] if atto.data is None else []
        mancano += ["il numero"] if not atto.numero and atto.tipo in numerati else []
        if mancano:
            capitolo = find_chapter(esame, "procedura")
            citata = f" (si legge: «{atto.data_citata}»)" if atto.data_citata else ""
            yield Esito(
                oggetto=atto,
                nome=f"{atto}, {atto.emanante}",
                testo=f"{atto}, {atto.emanante}: non si conosce {' né '.join(mancano)}{citata}.",
                rimedio="Cercare l'atto e completarne gli estremi.",
                capitolo=capitolo,
                valori=[*mancano, atto.data_citata],
                url=chapter_page(esame, capitolo),
            )


@controllo(
    "parere-fuori-tempo",
    titolo="Parere reso prima della proposta o dopo l'approvazione",
    verifica="Il parere sul Piano viene dopo la proposta e prima dell'approvazione.",
    perche="Chi approva deve averlo letto, e chi lo rende deve avere davanti la proposta.",
    livello=LivelloRilievo.ERRORE,
)
def opinion_out_of_time(esame: Esame) -> Iterator[Esito]:
    """Judged on the days that are known."""
    piano = esame.piano
    giorni = [piano.proposto_il, piano.parere and piano.parere.reso_il, piano.approvato_il]
    noti = [giorno for giorno in giorni if giorno]
    if piano.parere and noti != sorted(noti):
        capitolo = find_chapter(esame, "procedura")
        quando = [format_day(giorno) if giorno else "in un giorno ignoto" for giorno in giorni]
        yield Esito(
            oggetto=piano.parere,
            testo=f"Il Piano è proposto il {quando[0]}, ha il parere il {quando[1]} ed è approvato"
            f" il {quando[2]}.",
            rimedio="Verificare i tre giorni.",
            capitolo=capitolo,
            valori=[str(giorno) for giorno in giorni],
            url=chapter_page(esame, capitolo),
        )


@controllo(
    "approvazione-non-pubblicata",
    titolo="Approvazione senza le date di pubblicazione",
    verifica="L'atto che approva il Piano ha le date della pubblicazione all'albo.",
    perche="Dalla pubblicazione decorrono i termini per chi vuole opporsi.",
    livello=LivelloRilievo.AVVERTENZA,
)
def approval_not_published(esame: Esame) -> Iterator[Esito]:
    """Judged once the Piano has its act."""
    atto = esame.piano.atto
    if atto and atto.pubblicato_dal is None:
        capitolo = find_chapter(esame, "procedura")
        yield Esito(
            oggetto=atto,
            nome=f"{atto}, {atto.emanante}",
            testo=f"Non è scritto da quando a quando l'atto che approva il Piano ({atto}) è stato"
            " pubblicato all'albo.",
            rimedio="Scrivere le date della pubblicazione.",
            capitolo=capitolo,
            valori="senza date",
            url=chapter_page(esame, capitolo),
        )


@controllo(
    "trasmissione-senza-data",
    titolo="Trasmissione del Piano senza data",
    verifica="Di ogni trasmissione del Piano approvato è scritto il giorno.",
    perche="Non si può dimostrare che chi doveva riceverlo l'abbia ricevuto.",
    livello=LivelloRilievo.AVVERTENZA,
)
def transmission_without_a_date(esame: Esame) -> Iterator[Esito]:
    """One finding for each addressee, once the Piano is approved."""
    for trasmissione in esame.piano.trasmissioni.all() if esame.piano.atto_id else []:
        if trasmissione.avvenuta_il is None:
            capitolo = find_chapter(esame, "trasmissioni", "procedura")
            yield Esito(
                oggetto=trasmissione,
                testo=f"Non è scritto quando il Piano è stato trasmesso a: {trasmissione}.",
                rimedio="Scrivere il giorno in cui è partito.",
                capitolo=capitolo,
                valori="senza data",
                url=chapter_page(esame, capitolo),
            )
