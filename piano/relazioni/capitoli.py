"""What a monitoring report says, as blocks: the same for its page and for its PDF.

Pure: `dati` in, plain values out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from conciliazione.date import format_day, format_period
from conciliazione.numeri import format_decimal, format_percent
from conciliazione.testo import render_markdown
from piano.blocchi import ASSENTE, Blocco, Colonna, Gruppo, nota, scheda, tabella, testo
from piano.relazioni.dati import rows_of

SENZA_MOTIVO = "motivo non indicato"
PROVVISORIE = (
    "Le cifre sono provvisorie: la finestra non è ancora chiusa, e possono cambiare fino ad allora."
)
TITOLI = {
    "svolto": "Che cosa si è fatto",
    "difficolta": "Difficoltà e rischi",
    "prossimi": "Che cosa cambia adesso",
}
FIGURE = (
    Colonna("Indicatore", 28),
    Colonna("Valore atteso", 11, numero=True),
    Colonna("Atteso alla data", 11, numero=True),
    Colonna("Dichiarato", 11, numero=True),
    Colonna("Con prova", 10, numero=True),
    Colonna("Verificato", 11, numero=True),
    Colonna("A che punto è", 18),
)
PROVE = (
    Colonna("Data", 14),
    Colonna("Che cos’è", 18),
    Colonna("Luogo", 18),
    Colonna("Partner", 22),
    Colonna("Quanto conta", 28),
)
SCOSTAMENTI = (
    Colonna("Indicatore", 32),
    Colonna("Verificato", 13, numero=True),
    Colonna("Atteso alla data", 13, numero=True),
    Colonna("Perché", 42),
)
CORREZIONI = (Colonna("Indicatore", 32), Colonna("Che cosa cambia", 28), Colonna("Motivo", 40))
CRITICITA = (
    Colonna("Che cosa", 38),
    Colonna("Tipo", 12),
    Colonna("Entro il", 16),
    Colonna("Com’è finita", 34),
)
PROGETTI = (
    Colonna("Progetto", 28),
    Colonna("Indicatori", 11, numero=True),
    Colonna("Raggiunti", 11, numero=True),
    Colonna("In linea", 10, numero=True),
    Colonna("In ritardo", 11, numero=True),
    Colonna("Non verificati", 12, numero=True),
    Colonna("Altri", 9, numero=True),
)
# Which of the ways an indicator goes stand in the summary, by column.
IN_SINTESI = ("raggiunto", "in_linea", "in_ritardo", "non_misurato")


def chapters(dati: Mapping) -> list[dict[str, object]]:
    """The chapters of a report, each with its sections of blocks; tables are numbered throughout.

    That of a project has one; that of the whole Piano one for it and one for each project.
    """
    if dati["genere"] == "piano":
        tutti = [
            _whole(dati),
            *(_chapter(p, p["titolo"], _of_project(p)) for p in dati["progetti"]),
        ]
    else:
        tutti = [
            _chapter(p, p["titolo"], _of_project({**p, "testi": dati["testi"]}))
            for p in dati["progetti"]
        ]
    if dati["cifre"] == "provvisorie" and tutti:
        tutti[0]["sezioni"][0]["blocchi"].insert(0, nota(PROVVISORIE))
    _number(tutti)
    return tutti


def quantity(scritta: str | None) -> str:
    """`"1234.50"` as `1.234,5`; a dash where there is none."""
    return ASSENTE if scritta is None else format_decimal(Decimal(scritta))


def expected(scritta: str | None) -> str:
    """What the time would expect, as the pages write it: with one decimal."""
    return ASSENTE if scritta is None else format_decimal(Decimal(scritta), 1)


def moment(iso: str) -> str:
    """An instant of `dati` in words, by the clocks of Rome."""
    quando = timezone.localtime(datetime.fromisoformat(iso))
    return f"{format_day(quando.date())}, ore {quando:%H:%M}"


# --- Chapters ---------------------------------------------------------------------------------


def _chapter(progetto: Mapping, parole: str, sezioni: Iterable[dict]) -> dict[str, object]:
    ancora = f"progetto-{progetto['slug']}"
    fatte = [{**sezione, "ancora": f"{ancora}-{n}"} for n, sezione in enumerate(sezioni, start=1)]
    return {"titolo": parole, "ancora": ancora, "sezioni": fatte}


def _section(parole: str, blocchi: Iterable[Blocco]) -> dict[str, object]:
    return {"titolo": parole, "blocchi": list(blocchi)}


def _whole(dati: Mapping) -> dict[str, object]:
    sezioni = [
        _section("In sintesi", [_window(dati), _summary(dati["progetti"])]),
        *_words(dati["testi"]),
    ]
    return _chapter({"slug": "tutti"}, "Tutto il Piano", sezioni)


def _window(dati: Mapping) -> Blocco:
    finestra = dati["finestra"]
    periodo = format_period(_day(finestra["dal"]), _day(finestra["al"]))
    return scheda(
        [
            ("Finestra", finestra["denominazione"]),
            ("Periodo osservato", periodo),
            ("Progetti", str(len(dati["progetti"]))),
            *_ways(dati["andamenti"]),
        ]
    )


def _summary(progetti: Sequence[Mapping]) -> Blocco:
    righe = []
    for progetto in progetti:
        quanti = {v["andamento"]: v["indicatori"] for v in progetto["andamenti"]}
        tutti = sum(quanti.values())
        visti = [quanti[nome] for nome in IN_SINTESI]
        numeri = [tutti, *visti, tutti - sum(visti)]
        righe.append([progetto["titolo"], *map(str, numeri)])
    return tabella("A che punto sono i progetti", PROGETTI, righe)


def _ways(andamenti: Iterable[Mapping]) -> list[tuple[str, str]]:
    """How many indicators go how, those of which there are some."""
    return [
        (v["in_parole"].capitalize(), _indicators(v["indicatori"]))
        for v in andamenti
        if v["indicatori"]
    ]


def _indicators(quanti: int) -> str:
    return "1 indicatore" if quanti == 1 else f"{quanti} indicatori"


def _words(testi: Mapping[str, str] | None) -> list[dict[str, object]]:
    """The boxes that were filled."""
    testi = testi or {}
    return [
        _section(parole, [testo(render_markdown(testi[nome]))])
        for nome, parole in TITOLI.items()
        if testi.get(nome)
    ]


# --- A project --------------------------------------------------------------------------------


def _of_project(progetto: Mapping) -> list[dict[str, object]]:
    righe = rows_of(progetto)
    sezioni = [
        _section("Il progetto", [_identity(progetto)]),
        *_words(progetto.get("testi")),
        _section("Gli indicatori", _figures(progetto)),
        *([_section("Gli scostamenti", _deviations(righe))] if righe else []),
        _section("Le prove", _proofs(progetto["prove"])),
    ]
    if progetto["correzioni"]:
        sezioni.append(_section("Le correzioni", [_corrections(progetto["correzioni"])]))
    if progetto["criticita"]:
        sezioni.append(_section("I rischi e i problemi", [_issues(progetto["criticita"])]))
    return sezioni


def _identity(progetto: Mapping) -> Blocco:
    consegna = progetto["consegna"]
    return scheda(
        [
            ("Alleanza", progetto["alleanza"]),
            ("Chi lo conduce", progetto["conduce"]),
            ("Risultati del periodo", _delivery(consegna)),
            (
                "Più tempo",
                [
                    f"dal {moment(p['scadeva_il'])} al {moment(p['scade_il'])}: {p['motivo']}"
                    for p in consegna["proroghe"]
                ],
            ),
            *_ways(progetto["andamenti"]),
        ]
    )


def _delivery(consegna: Mapping) -> str:
    fatti = [
        f"{parola} il {moment(consegna[quando])}"
        for parola, quando in (("consegnati", "consegnata_il"), ("chiusi", "chiusa_il"))
        if consegna[quando]
    ]
    if not consegna["consegnata_il"]:
        fatti.insert(0, "non consegnati")
    return ", ".join(fatti)


def _figures(progetto: Mapping) -> list[Blocco]:
    righe: list[Sequence | Gruppo] = []
    for obiettivo in progetto["obiettivi"]:
        righe.append(Gruppo(f"Obiettivo {obiettivo['titolo']}"))
        righe += [_figure(riga) for riga in obiettivo["righe"]]
    if not righe:
        return [testo("<p>Il progetto non ha indicatori.</p>")]
    return [
        tabella(
            f"Gli indicatori: {progetto['titolo']}",
            FIGURE,
            righe,
            chiave=f"indicatori-{progetto['slug']}",
            nota="Verificato è ciò che l’ente capofila ha controllato; con prova, ciò che poggia su"
            " un documento. Atteso alla data è la parte del valore atteso che i tempi del progetto"
            " fanno aspettare.",
        )
    ]


def _figure(riga: Mapping) -> list[str]:
    target = quantity(riga["target"])
    if riga["almeno"] and riga["target"] is not None:
        target = f"almeno {target}"
    return [
        named(riga),
        target,
        expected(riga["atteso"]),
        *(quantity(riga[nome]) for nome in ("dichiarato", "con_prova", "verificato")),
        _way(riga),
    ]


def named(riga: Mapping) -> str:
    """An indicator with its number and its unit."""
    return f"{riga['codice']} {riga['indicatore']} ({riga['unita']})"


def _way(riga: Mapping) -> str:
    if riga["percentuale"] is None:
        return riga["andamento_in_parole"]
    return f"{riga['andamento_in_parole']} ({format_percent(Decimal(riga['percentuale']))})"


def _deviations(righe: Iterable[Mapping]) -> list[Blocco]:
    """The lines that are not where the time would have them, and those that have a reason."""
    scostate = [r for r in righe if r["scostato"] or r["motivo"]]
    if not scostate:
        return [testo("<p>Nessuno scostamento.</p>")]
    return [
        tabella(
            "Scostamenti e motivi",
            SCOSTAMENTI,
            [
                [
                    named(r),
                    quantity(r["verificato"]),
                    expected(r["atteso"]),
                    r["motivo"] or SENZA_MOTIVO,
                ]
                for r in scostate
            ],
        )
    ]


def _proofs(prove: Sequence[Mapping]) -> list[Blocco]:
    if not prove:
        return [testo("<p>Nessuna prova nel periodo.</p>")]
    return [
        tabella(
            "Prove del periodo",
            PROVE,
            [
                [
                    format_day(_day(p["data"])),
                    p["tipo"],
                    p["luogo"],
                    p["partner"],
                    [
                        f"{q['codice']} {q['indicatore']}: {quantity(q['quantita'])}"
                        for q in p["quote"]
                    ],
                ]
                for p in prove
            ],
        )
    ]


def _corrections(correzioni: Iterable[Mapping]) -> Blocco:
    return tabella(
        "Correzioni di ciò che era verificato",
        CORREZIONI,
        [[f"{c['codice']} {c['indicatore']}", _change(c), c["motivo"]] for c in correzioni],
    )


def _issues(criticita: Iterable[Mapping]) -> Blocco:
    return tabella(
        "Rischi e problemi",
        CRITICITA,
        [
            [
                c["testo"],
                c["tipo"],
                format_day(_day(c["entro_il"])) if c["entro_il"] else "",
                c["esito"] or c["stato"],
            ]
            for c in criticita
        ],
    )


def _change(correzione: Mapping) -> str:
    """What a correction does to a line verified before."""
    finestra = f"{correzione['finestra']}, {correzione['stato']}"
    valore = quantity(correzione["valore"])
    if correzione["si_somma"]:
        segno = "" if valore.startswith("-") else "+"
        return f"{segno}{valore} ({finestra})"
    return f"da {quantity(correzione['valeva'])} a {valore} ({finestra})"


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _number(capitoli: Iterable[dict]) -> None:
    """Number the tables through the whole report; their keys and anchors with them."""
    numero = 0
    for capitolo in capitoli:
        for sezione in capitolo["sezioni"]:
            for blocco in sezione["blocchi"]:
                if blocco["tipo"] == "tabella":
                    numero += 1
                    blocco |= {"numero": numero, "ancora": f"tabella-{numero}"}
