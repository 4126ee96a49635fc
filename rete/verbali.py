"""The minutes of a meeting: how they begin from what is recorded, how they are read and printed.

They speak of seats and of soggetti, never of the people by name: once published anybody reads
them. Whoever writes them may add what the meeting wants on record.
"""

import re
from collections.abc import Iterable

import nh3
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from markdown import markdown
from markdown.extensions.toc import TocExtension

from conciliazione.date import format_day
from conciliazione.testo import ATTRIBUTI, SCHEMI, TAG, HtmlAsTyped
from rete.enums import EsitoPresenza, StatoSeduta
from rete.models import Decisione, Seduta
from rete.numero_legale import Conto, is_present
from rete.presenze import Riga, count_lines, lines

# The kind of job that prints them.
GENERE = "rete.verbale"
# Above what was written before a draft was put on top of it.
TESTO_DI_PRIMA = "Testo scritto prima della bozza"
TITOLI = {"h2", "h3", "h4", "h5"}
_TITOLO = re.compile(r"^ {0,3}(#{1,6})(?!#)", re.MULTILINE)
ASSENZE = {
    EsitoPresenza.GIUSTIFICATO: "assente giustificato",
    EsitoPresenza.ASSENTE: "assente",
    "": "assente",
}


def render_minutes(testo: str, livello: int = 2) -> SafeString:
    """The Markdown of the minutes as safe HTML; its largest headings are of that `livello`, with
    however many signs they are written."""
    segni = min(map(len, _TITOLO.findall(testo)), default=1)
    estensioni = ["sane_lists", HtmlAsTyped(), TocExtension(baselevel=livello - segni + 1)]
    html = markdown(testo, extensions=estensioni, output_format="html")
    return mark_safe(nh3.clean(html, tags=TAG | TITOLI, attributes=ATTRIBUTI, url_schemes=SCHEMI))


def draft_minutes(seduta: Seduta, lavori: Iterable[str] = ()) -> str:
    """The minutes as the portal begins them: who came, the points, what was decided.

    `lavori` are the paragraphs of what the organo did there, where the portal knows it.
    """
    decisioni = list(seduta.decisioni.select_related("punto"))
    return "\n\n".join(
        [
            _opening(seduta),
            *_attendance(seduta),
            *_points(seduta, decisioni),
            *(_decision(d) for d in decisioni if d.punto_id is None),
            *lavori,
            "# Chiusura",
            "La seduta si chiude alle ore …",
        ]
    )


def put_on_top(seduta: Seduta, bozza: str, letta: int) -> bool:
    """Put a draft above what the minutes say, if nobody changed them since version `letta`.

    What was written stays below, under a heading of its own: nothing typed is lost.
    """
    prima = [f"# {TESTO_DI_PRIMA}", seduta.verbale] if seduta.verbale.strip() else []
    righe = Seduta.objects.filter(pk=seduta.pk, stato=StatoSeduta.TENUTA, versione=letta)
    return righe.update(verbale="\n\n".join([bozza, *prima]), versione=letta + 1) == 1


def _opening(seduta: Seduta) -> str:
    inizio = timezone.localtime(seduta.inizio)
    dove = f", in {seduta.luogo}" if seduta.luogo else ", a distanza"
    return (
        f"Il giorno {format_day(inizio.date())}, alle ore {inizio:%H:%M}{dove}, si riunisce"
        f" {seduta.organo}, per discutere quanto è all’ordine del giorno."
    )


def _attendance(seduta: Seduta) -> list[str]:
    righe = lines(seduta)
    presenti = [riga for riga in righe if is_present(riga.esito)]
    assenti = [riga for riga in righe if not is_present(riga.esito)]
    return [
        "# Presenze",
        "Sono presenti:" if presenti else "Nessuno è presente.",
        *_list(presenti),
        *(["Sono assenti:", *_list(assenti)] if assenti else []),
        say_quorum(count_lines(seduta, righe), seduta.numero_legale),
    ]


def _list(righe: list[Riga]) -> list[str]:
    return ["\n".join(f"- {_say(riga)}" for riga in righe)] if righe else []


def _say(riga: Riga) -> str:
    if riga.esito == EsitoPresenza.SOSTITUITO:
        return f"{riga.nome} (supplente)"
    if is_present(riga.esito):
        return riga.nome
    return f"{riga.nome}: {ASSENZE[riga.esito]}"


def say_quorum(conto: Conto, servivano: int | None = None) -> str:
    """The quorum in a sentence, as the minutes say it."""
    servono = servivano or conto.servono
    valida = "la seduta è valida" if conto.presenti >= servono else "la seduta non è valida"
    return (
        f"Hanno diritto di voto in {conto.aventi_diritto}{_unnamed(conto)}; ne servivano"
        f" {servono}, i presenti sono {conto.presenti}: {valida}."
    )


def _unnamed(conto: Conto) -> str:
    """Of how many the portal has no name."""
    if not conto.senza_nome:
        return ""
    uno = conto.senza_nome == 1
    return f" ({conto.senza_nome} {'non registrato' if uno else 'non registrati'} per nome)"


def _points(seduta: Seduta, decisioni: list[Decisione]) -> list[str]:
    testi = []
    for punto in seduta.punti.all():
        testi.append(f"# Punto {punto.ordine}: {punto.titolo}")
        testi += [_decision(d) for d in decisioni if d.punto_id == punto.pk] or ["…"]
    return testi


def _decision(decisione: Decisione) -> str:
    return (
        f"**Decisione {decisione.numero}, {decisione.get_esito_display().lower()}.**"
        f" {decisione.testo} {say_votes(decisione)}"
    )


def say_votes(decisione: Decisione) -> str:
    """The votes of a decision in words; nobody counted them when they are all zero."""
    voti = (decisione.favorevoli, decisione.contrari, decisione.astenuti)
    if not any(voti):
        return "(senza conta dei voti)"
    favorevoli, contrari, astenuti = voti
    return f"(favorevoli {favorevoli}, contrari {contrari}, astenuti {astenuti})"
