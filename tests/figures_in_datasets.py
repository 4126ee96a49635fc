"""Of which rows of the open data each figure is made, and how those rows are read."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from django.test import Client

from conciliazione.cifre import FORMATI
from conciliazione.numeri import format_decimal
from conciliazione.quote import largest_remainder

FONTI = ("regionale", "pubblico", "privato")

# --- Reading the datasets, three ways -------------------------------------------------------------

Row = dict[str, str]
Read = Callable[..., list[Row]]


def reader(client: Client, forma: str) -> Read:
    """What reads the rows of a dataset, filtered, in one of its forms, each value as text."""
    known: dict[str, list[Row]] = {}

    def read(nome: str, **filtri: str) -> list[Row]:
        query = "&".join(f"{campo}={valore}" for campo, valore in filtri.items())
        if (asked := f"{nome}?{query}") not in known:
            known[asked] = FORMS[forma](client, nome, query)
        return known[asked]

    return read


def by_csv(client: Client, nome: str, query: str) -> list[Row]:
    text = b"".join(client.get(f"/opendata/{nome}.csv?{query}")).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def by_xlsx(client: Client, nome: str, query: str) -> list[Row]:
    content = client.get(f"/opendata/{nome}.xlsx?{query}").content
    heading, *rows = openpyxl.load_workbook(io.BytesIO(content))["Dati"].values
    return [dict(zip(heading, map(as_text, row), strict=True)) for row in rows]


def by_api(client: Client, nome: str, query: str) -> list[Row]:
    items: list[dict[str, object]] = []
    url = f"/api/v1/{nome}?per_pagina=100&{query}".rstrip("&")
    while url:
        page = client.get(url).json()
        items, url = items + page["items"], page["successiva"]
    return [{campo: as_text(valore) for campo, valore in item.items()} for item in items]


def as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(value)
        case datetime():
            return value.date().isoformat()
    return str(value)


FORMS = {"csv": by_csv, "xlsx": by_xlsx, "api": by_api}


# --- Which rows each figure counts or adds up -----------------------------------------------------

Found = Callable[[Read, str], object]


def count(nome: str, filtro: str = "", **sempre: str) -> Found:
    """As many as the rows, those of the argument when there is one."""

    def found(read: Read, argomento: str) -> int:
        return len(read(nome, **sempre, **({filtro: argomento} if argomento else {})))

    return found


def add_up(nome: str, campo: str, filtro: str = "") -> Found:
    """The sum of a field; a row where it is not known brings nothing."""

    def found(read: Read, argomento: str) -> Decimal:
        rows = read(nome, **({filtro: argomento} if argomento else {}))
        return sum((Decimal(row[campo] or 0) for row in rows), Decimal(0))

    return found


def cell(nome: str, campo: str) -> Found:
    """A field of the row that the argument names; of the only one without."""

    def found(read: Read, argomento: str) -> str:
        (row,) = [row for row in read(nome) if not argomento or row["slug"] == argomento]
        return row[campo]

    return found


def distinct(nome: str, campo: str) -> Found:
    """How many different values a field has, lists item by item."""
    return lambda read, _: len(items_of(read(nome), campo))


def items_of(rows: Iterable[Row], campo: str) -> Counter[str]:
    return Counter(item for row in rows for item in row[campo].split("; ") if item)


def size(nome: str, campo: str) -> Found:
    """How many items a list has, in the row that the argument names."""
    return lambda read, slug: len(items_of([r for r in read(nome) if r["slug"] == slug], campo))


def shared(read: Read, _: str) -> int:
    """Soggetti in more than one alliance."""
    pairs = {(row["soggetto"], row["alleanza"]) for row in read("partenariati")}
    return sum(times > 1 for times in Counter(soggetto for soggetto, _ in pairs).values())


def lead(read: Read, alleanza: str) -> str:
    (row,) = read("partenariati", alleanza=alleanza, ruolo="capofila")
    return row["soggetto_denominazione"]


def named(read: Read, _: str) -> int:
    """Members by name: the adhesions of today, each soggetto once."""
    return len(items_of(read("adesioni", al=today_of(read)), "soggetto"))


def seated(read: Read, _: str) -> int:
    membri = items_of(read("adesioni", al=today_of(read)), "soggetto")
    return sum(bool(row["comune"]) for row in read("soggetti") if row["slug"] in membri)


def today_of(read: Read) -> str:
    return read("cifre")[0]["al"]


def of_line(read: Read, argomento: str) -> str:
    """What a line of the budget costs, in all or to one source."""
    slug, _, fonte = argomento.partition("/")
    return cell("voci", fonte or "totale")(read, slug)


def total(read: Read, fonte: str) -> object:
    return add_up("voci", fonte or "totale")(read, "")


def share(read: Read, argomento: str) -> object:
    """The percentage of a source: of a line as it is written, of all from the sums."""
    slug, _, fonte = argomento.partition("/")
    if fonte:
        return cell("voci", f"quota_{fonte}")(read, slug)
    importi = [total(read, fonte) for fonte in FONTI]
    return largest_remainder(importi)[FONTI.index(argomento)]


def declared(read: Read, slug: str) -> str:
    """A declaration: its words, else its number."""
    (row,) = [row for row in read("dichiarazioni") if row["slug"] == slug]
    if row["testo"]:
        return row["testo"].removeprefix("'")
    valore = Decimal(row["valore"])
    unita = row["unita"]
    known = {"€": "euro", "euro": "euro", "%": "percento", "per cento": "percento"}
    if unita in known:
        return FORMATI[known[unita]](valore)
    return f"{format_decimal(valore)} {unita}".strip()


def of_indicator(campo: str) -> Found:
    """A field of the indicator that the argument names; None where nothing was verified."""

    def found(read: Read, argomento: str) -> Decimal | None:
        (row,) = [row for row in read("indicatori") if row["riferimento"] == argomento]
        return Decimal(row[campo]) if row[campo] else None

    return found


def of_measure(campo: str) -> Found:
    """A field of the measure of the Piano that the argument names; None where it has none."""

    def found(read: Read, argomento: str) -> Decimal | None:
        (row,) = [row for row in read("indicatori-piano") if row["numero"] == argomento]
        return Decimal(row[campo]) if row[campo] else None

    return found


def present(read: Read, _: str) -> int:
    """Who is in an alliance today, once in each."""
    oggi = today_of(read)
    return len(
        {
            (row["alleanza"], row["soggetto"])
            for row in read("partenariati")
            if row["dal"] <= oggi <= (row["al"] or oggi)
        }
    )


def indicators_where(campo: str, *valori: str) -> Found:
    """The indicators, those of a project where the argument names one, with one of some values;
    with any, where none is said."""

    def found(read: Read, progetto: str) -> int:
        rows = read("indicatori", **({"progetto": progetto} if progetto else {}))
        return sum(row[campo] in valori if valori else bool(row[campo]) for row in rows)

    return found


FROM_ROWS: dict[str, Found] = {
    "alleanze.adesioni": present,
    "alleanze.alleanze": count("alleanze"),
    "alleanze.ambiti": size("alleanze", "ambiti"),
    "alleanze.capofila": lead,
    "alleanze.comuni": cell("alleanze", "comuni"),
    "alleanze.nome": cell("alleanze", "denominazione"),
    "alleanze.soggetti": cell("alleanze", "soggetti"),
    "alleanze.soggetti_comuni": shared,
    "alleanze.soggetti_totali": distinct("partenariati", "soggetto"),
    "formazione.azioni": count("azioni"),
    "formazione.edizioni": add_up("iniziative", "edizioni"),
    "formazione.iniziative": count("iniziative"),
    "formazione.righe": count("righe-azioni"),
    "piano.dichiarazione": declared,
    "piano.misura": of_measure("valore"),
    "piano.misura_incremento": of_measure("incremento"),
    "progetti.avanzamento": of_indicator("percentuale"),
    "progetti.attivita": count("attivita", "progetto"),
    "progetti.indicatori": count("indicatori", "progetto"),
    "progetti.misurati": indicators_where("verificato"),
    "progetti.obiettivi": count("obiettivi", "progetto"),
    "progetti.progetti": count("progetti"),
    "progetti.raggiunti": indicators_where("andamento", "raggiunto"),
    "progetti.risultati": count("risultati", "progetto"),
    "progetti.senza_target": count("indicatori", "progetto", con_target="false"),
    "progetti.target": count("indicatori", "progetto", con_target="true"),
    "progetti.tipi_prova": distinct("indicatori", "prove"),
    "progetti.titolo": cell("progetti", "titolo"),
    "progetti.verificato": of_indicator("verificato"),
    "rete.ambiti": count("ambiti"),
    "rete.capofila": cell("cicli", "capofila_denominazione"),
    "rete.ciclo": cell("cicli", "denominazione"),
    "rete.ciclo_al": cell("cicli", "al"),
    "rete.ciclo_dal": cell("cicli", "dal"),
    "rete.comuni": count("comuni"),
    "rete.con_sede": seated,
    "rete.nominati": named,
    "rete.norme": count("norme"),
    "rete.organi": count("organi"),
    "rete.posti": add_up("servizi", "posti", "settore"),
    "rete.soggetti": count("soggetti"),
    "rete.tipologie": count("servizi", "settore"),
    "rete.unita": add_up("servizi", "unita", "settore"),
    "risorse.quota": share,
    "risorse.totale": total,
    "risorse.voce": of_line,
    "risorse.voci": count("voci"),
}


def is_same(found: object, value: object) -> bool:
    """Whether what the files say is the value of the figure, to the cent."""
    if found is None or value is None:
        return found is value
    if isinstance(value, int | Decimal):
        return Decimal(str(found)) == value
    return str(found) == (value.isoformat() if isinstance(value, date) else value)
