"""A small plan that is complete and agrees with itself: no check finds anything in it.

`make_clean_plan()` gives the Piano; a test then plants one slip in it and expects one finding.
Slugs are plain words (`alleanza`, `progetto`, `popolazione`…), so that a test can fetch the row
that it spoils. A new check that wants more of a plan adds it here.
"""

from datetime import date
from decimal import Decimal

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from piano.models import (
    AllegatoRichiamato,
    Capitolo,
    Dichiarazione,
    Finalita,
    IndicatorePiano,
    MisuraIndicatore,
    ObiettivoGenerale,
    Piano,
    TabellaContesto,
    Trasmissione,
)
from progetti.enums import FonteFinanziamento, OrigineProgetto
from progetti.models import (
    Attivita,
    AzionePrescelta,
    AzioneProgettuale,
    Coinvolgimento,
    Destinatario,
    FinalitaProgetto,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
    TipoProva,
)
from rete.enums import (
    NaturaSoggetto,
    SettoreServizio,
    TipoAdesione,
    TipoAtto,
    TipoConsistenza,
)
from rete.models import (
    Accordo,
    Atto,
    CensimentoServizi,
    Ciclo,
    CompitoOrgano,
    ConsistenzaDichiarata,
    FaseProcedura,
    Organo,
    Seggio,
    Soggetto,
    TipologiaServizio,
)
from rete.permissions import COMITATO, TAVOLO
from risorse.enums import ScopoVoce
from risorse.models import UsoPremialita
from tests.factories import (
    make_accordo,
    make_adesione,
    make_alleanza,
    make_ambito,
    make_atto,
    make_capitolo,
    make_ciclo,
    make_comune,
    make_documento,
    make_norma,
    make_organo,
    make_parere,
    make_partenariato,
    make_piano,
    make_profilo,
    make_progetto,
    make_seggio,
    make_sezione,
    make_soggetto,
    make_stanziamento,
    make_voce,
)
from tests.piano.formazione_pulita import make_clean_communication, make_clean_training

DAL, AL = date(2014, 7, 1), date(2016, 6, 30)
ACCORDO, PROPOSTA, PARERE, APPROVAZIONE = (date(2014, 6, giorno) for giorno in (10, 18, 23, 27))
GIORNO = APPROVAZIONE


def make_clean_plan(ciclo: Ciclo | None = None) -> Piano:
    """An approved Piano of a network of four soggetti, with one alliance and one project.

    `ciclo` is one that a test already has, with its lead body.
    """
    ciclo = ciclo or _ciclo()
    _network(ciclo)
    _bodies(ciclo)
    progetto = _project(ciclo, _alliance(ciclo))
    _budget(ciclo, progetto)
    make_clean_training(ciclo)
    make_clean_communication(ciclo)
    _procedure(ciclo)
    piano = _piano(ciclo)
    _chapters(piano)
    _purposes(piano)
    _declared(piano.capitoli.get(slug="contesto"))
    return piano


# --- Who --------------------------------------------------------------------------------------


def _ciclo() -> Ciclo:
    azienda = _soggetto("azienda", "Azienda sanitaria", NaturaSoggetto.AZIENDA_SANITARIA)
    make_profilo(soggetto=azienda)
    return make_ciclo(
        slug="pulito", denominazione="Biennio pulito", dal=DAL, al=AL, capofila=azienda
    )


def _soggetto(slug: str, denominazione: str, natura: NaturaSoggetto) -> Soggetto:
    return make_soggetto(slug=slug, denominazione=denominazione, natura=natura)


def _network(ciclo: Ciclo) -> None:
    """Three who signed the accordo and one who came later, as the document counts them."""
    accordo = make_accordo(
        slug="accordo", ciclo=ciclo, denominazione="Accordo della Rete", sottoscritto_il=ACCORDO
    )
    firmatari = [
        ciclo.capofila,
        _soggetto("provincia", "Provincia del territorio", NaturaSoggetto.ENTE_LOCALE),
        _soggetto("comune", "Comune di Borgo", NaturaSoggetto.ENTE_LOCALE),
    ]
    for firmatario in firmatari:
        make_adesione(
            accordo=accordo, soggetto=firmatario, tipo=TipoAdesione.SOTTOSCRITTORE, dal=ACCORDO
        )
    cooperativa = _soggetto("cooperativa", "Cooperativa Il Ponte", NaturaSoggetto.COOPERATIVA)
    make_adesione(accordo=accordo, soggetto=cooperativa, dal=PROPOSTA)
    _counted(accordo, TipoConsistenza.SOTTOSCRITTORI, len(firmatari))
    _counted(accordo, TipoConsistenza.ADERENTI, 1)
    ambito = make_ambito(slug="ambito", denominazione="Ambito di Borgo")
    make_comune(denominazione="Borgo", ambito=ambito)
    make_comune(denominazione="Pieve", ambito=ambito)
    make_norma(slug="legge", quadro=True)
    _services(ciclo)


def _counted(accordo: Accordo, tipo: TipoConsistenza, numero: int) -> None:
    ConsistenzaDichiarata.objects.create(
        accordo=accordo, tipo=tipo, numero=numero, data=APPROVAZIONE, fonte="Piano, capitolo 1"
    )


def _services(ciclo: Ciclo) -> None:
    for ordine, (slug, nome, unita, posti) in enumerate(
        [("asilo-nido", "Asilo nido", 4, 120), ("centro-diurno", "Centro diurno", 2, 45)], start=1
    ):
        CensimentoServizi.objects.create(
            tipologia=TipologiaServizio.objects.create(
                slug=slug,
                denominazione=nome,
                settore=SettoreServizio.SOCIOASSISTENZIALE,
                ordine=ordine,
            ),
            ciclo=ciclo,
            unita=unita,
            posti=posti,
            rilevato_il=date(2014, 1, 1),
            fonte="Anagrafe dei servizi",
        )


def _bodies(ciclo: Ciclo) -> None:
    """Who evaluates takes part in no project; both bodies have an act, a duty to meet, seats."""
    atto = make_atto(slug="istituzione", data=date(2014, 3, 3), oggetto="Istituzione degli organi")
    comitato = _body(COMITATO, "Comitato di valutazione", atto)
    _seat(comitato, 1, ciclo.capofila)
    _seat(comitato, 2, Soggetto.objects.get(slug="provincia"))
    tavolo = _body(TAVOLO, "Tavolo locale", atto)
    _seat(tavolo, 1, ciclo.capofila)
    _seat(tavolo, 2, Soggetto.objects.get(slug="comune"))
    sindacati = make_seggio(organo=tavolo, ordine=3, categoria="Organizzazioni sindacali")
    sindacati.designanti.add(_soggetto("sindacato", "Sindacato unito", NaturaSoggetto.SINDACATO))


def _body(slug: str, denominazione: str, atto: Atto) -> Organo:
    organo = make_organo(
        slug=slug,
        denominazione=denominazione,
        descrizione="Segue l'attuazione del Piano.",
        atto=atto,
        cadenza="almeno due volte all'anno",
        mesi_fra_riunioni=6,
        riunioni_previste=4,
        convocazione="Azienda sanitaria",
    )
    CompitoOrgano.objects.create(organo=organo, ordine=1, testo="Seguire l'attuazione del Piano.")
    return organo


def _seat(organo: Organo, ordine: int, soggetto: Soggetto) -> Seggio:
    return make_seggio(
        organo=organo,
        ordine=ordine,
        categoria=soggetto.denominazione,
        soggetto=soggetto,
        titolo="Atto istitutivo",
    )


# --- What they do -----------------------------------------------------------------------------


def _alliance(ciclo: Ciclo) -> Alleanza:
    alleanza = make_alleanza(slug="alleanza", ciclo=ciclo, denominazione="Alleanza di Borgo")
    ruoli = {"comune": RuoloPartenariato.CAPOFILA, "cooperativa": RuoloPartenariato.PARTNER}
    for ordine, (slug, ruolo) in enumerate(ruoli.items(), start=1):
        soggetto = Soggetto.objects.get(slug=slug)
        make_partenariato(alleanza=alleanza, soggetto=soggetto, ruolo=ruolo, ordine=ordine)
    alleanza.ambiti.add(*alleanza.ambiti.model.objects.filter(slug="ambito"))
    return alleanza


def _project(ciclo: Ciclo, alleanza: Alleanza) -> Progetto:
    """A project with a place, a period, an evaluation, and an objective that can be measured."""
    progetto = make_progetto(
        slug="progetto",
        ciclo=ciclo,
        lettera="a",
        titolo="Tempi leggeri",
        origine=OrigineProgetto.AVVISO,
        alleanza=alleanza,
        introduzione="L'alleanza aiuta chi lavora a trovare un posto per i figli piccoli.",
        contesto="Nel territorio i posti sono meno dei bambini.",
        obiettivo="Dare a chi lavora un aiuto nella cura dei figli piccoli.",
        atto_valutazione=make_atto(
            slug="valutazione",
            tipo=TipoAtto.VERBALE,
            data=date(2014, 5, 20),
            oggetto="Valutazione",
            documento=make_documento(b"%PDF-1.7 verbale", nome="verbale.pdf"),
        ),
        dal=date(2014, 9, 1),
        al=date(2016, 3, 31),
    )
    azione = AzioneProgettuale.objects.create(
        ciclo=ciclo, slug="azione", denominazione="Servizi per l'infanzia", ordine=1
    )
    AzionePrescelta.objects.create(progetto=progetto, azione=azione, ordine=1)
    FinalitaProgetto.objects.create(progetto=progetto, ordine=1, testo="Alleggerire le famiglie.")
    for numero in (1, 2):
        _objective(progetto, numero)
    return progetto


def _objective(progetto: Progetto, numero: int) -> None:
    cosa = {1: "nidi aperti anche d'estate", 2: "laboratori del pomeriggio"}[numero]
    obiettivo = ObiettivoSpecifico.objects.create(
        progetto=progetto, numero=numero, titolo=f"Offrire {cosa}", luogo="Borgo"
    )
    Attivita.objects.create(
        obiettivo=obiettivo, ordine=1, lettera="a", testo=f"Organizzare {cosa}."
    )
    Destinatario.objects.create(
        obiettivo=obiettivo, ordine=1, denominazione="Famiglie", numero_previsto=40
    )
    chi = Soggetto.objects.get(slug="cooperativa")
    coinvolgimento = Coinvolgimento.objects.create(
        obiettivo=obiettivo, ordine=1, denominazione_citata=chi.denominazione
    )
    coinvolgimento.soggetti.add(chi)
    risultato = RisultatoAtteso.objects.create(
        obiettivo=obiettivo, ordine=1, lettera="a", testo="Almeno 40 famiglie accolte."
    )
    indicatore = Indicatore.objects.create(
        risultato=risultato,
        ordine=1,
        denominazione="Famiglie accolte",
        unita="famiglie",
        base=Decimal(0),
        target=Decimal(40),
        almeno=True,
    )
    indicatore.prove.add(
        TipoProva.objects.get_or_create(slug="registro", denominazione="Registro delle presenze")[0]
    )


def _budget(ciclo: Ciclo, progetto: Progetto) -> None:
    """One line of each kind: 16.000 euro of the Regione, 4.000 of others for the project."""
    voci = [
        ("voce-progetto", progetto.titolo, ScopoVoce.PROGETTO, 10_000, {"progetto": progetto}),
        ("voce-comunicazione", "Comunicazione", ScopoVoce.COMUNICAZIONE, 1_000, {}),
        ("voce-formazione", "Formazione", ScopoVoce.FORMAZIONE, 2_000, {}),
        (
            "voce-premialita",
            "Premialità",
            ScopoVoce.PREMIALITA,
            3_000,
            {"criterio": "In parti uguali alle alleanze che raggiungono tutti i risultati attesi."},
        ),
    ]
    for ordine, (slug, nome, scopo, importo, altro) in enumerate(voci, start=1):
        voce = make_voce(
            slug=slug,
            ciclo=ciclo,
            ordine=ordine,
            denominazione_citata=nome,
            scopo=scopo,
            destinazione=f"Spese per {nome}.",
            **altro,
        )
        make_stanziamento(voce=voce, importo=Decimal(importo))
    for fonte, importo in (
        (FonteFinanziamento.PUBBLICO, 3_000),
        (FonteFinanziamento.PRIVATO, 1_000),
    ):
        make_stanziamento(
            voce=progetto.voci.get(), fonte=fonte, importo=Decimal(importo), in_natura=False
        )
    UsoPremialita.objects.create(ciclo=ciclo, lettera="a", testo="Nuovi posti nei nidi.")


# --- The document -----------------------------------------------------------------------------


def _procedure(ciclo: Ciclo) -> None:
    """Each step on the day of its term or before it, one after the other."""
    passi = [
        ("Pubblicazione dell'avviso", date(2014, 4, 15), date(2014, 4, 30)),
        ("Sottoscrizione dell'accordo", ACCORDO, date(2014, 6, 15)),
        ("Approvazione del Piano", APPROVAZIONE, date(2014, 6, 30)),
    ]
    for ordine, (nome, avvenuta, entro) in enumerate(passi, start=1):
        FaseProcedura.objects.create(
            ciclo=ciclo, ordine=ordine, denominazione=nome, avvenuta_il=avvenuta, entro_il=entro
        )


def _piano(ciclo: Ciclo) -> Piano:
    piano = make_piano(
        ciclo=ciclo,
        stato="approvato",
        proposto_il=PROPOSTA,
        parere=make_parere(
            ciclo=ciclo, organo=Organo.objects.get(slug=TAVOLO), reso_il=PARERE, oggetto="Piano"
        ),
        atto=make_atto(
            slug="approvazione",
            data=APPROVAZIONE,
            oggetto="Approvazione del Piano",
            pubblicato_dal=date(2014, 6, 30),
            pubblicato_al=date(2014, 7, 15),
        ),
        approvato_il=APPROVAZIONE,
    )
    for giorno, destinatario in ((30, "Regione"), (28, "Collegio sindacale")):
        Trasmissione.objects.create(
            piano=piano, destinatario=destinatario, avvenuta_il=date(2014, 6, giorno)
        )
    return piano


def _chapters(piano: Piano) -> None:
    capitoli = [
        ("rete", "La Rete", "Nella Rete ci sono [[rete.membri]] soggetti."),
        (
            "contesto",
            "Analisi del contesto",
            "Il territorio cresce.\n\n[[blocco:contesto:popolazione]]",
        ),
        ("azioni", "Azioni progettuali", "[[blocco:progetto:progetto]]"),
        ("risorse", "Le risorse", "[[blocco:risorse]]"),
    ]
    for numero, (slug, titolo, testo) in enumerate(capitoli, start=1):
        capitolo = make_capitolo(piano=piano, numero=numero, slug=slug, titolo=titolo)
        make_sezione(capitolo=capitolo, ordine=1, titolo=titolo, testo=testo)
    AllegatoRichiamato.objects.create(
        piano=piano,
        ordine=1,
        sigla="All. a",
        titolo="Modulo di adesione",
        richiamato_in=piano.capitoli.get(slug="rete"),
        documento=make_documento(nome="modulo.pdf"),
    )


def _purposes(piano: Piano) -> None:
    Finalita.objects.create(piano=piano, ordine=1, testo="Far lavorare insieme gli enti.")
    indicatore = IndicatorePiano.objects.create(
        piano=piano, ordine=1, denominazione="Nuove adesioni alla Rete"
    )
    MisuraIndicatore.objects.create(
        indicatore=indicatore,
        ordine=1,
        denominazione="Nuove adesioni alla Rete",
        base=Decimal(4),
        target=Decimal(8),
        fonte="Registro delle adesioni",
        cadenza="ogni semestre",
    )
    obiettivo = ObiettivoGenerale.objects.create(
        piano=piano, ordine=1, testo="Portare nella Rete nuovi soggetti."
    )
    obiettivo.indicatori.add(indicatore)


def _declared(capitolo: Capitolo) -> None:
    """A table whose sums come out, and two declared figures that agree with it."""
    tabella = TabellaContesto.objects.create(
        slug="popolazione",
        capitolo=capitolo,
        ordine=1,
        titolo="Popolazione per anno",
        titolo_citato="Popolazione per anno",
        intestazione="Anno",
        colonne=[
            {"titolo": "Maschi", "unita": "abitanti", "decimali": 0},
            {"titolo": "Femmine", "unita": "abitanti", "decimali": 0},
            {"titolo": "Totale", "unita": "abitanti", "decimali": 0},
        ],
        righe=[
            {"etichetta": "2011", "valori": ["980", "1020", "2000"]},
            {"etichetta": "2012", "valori": ["1000", "1040", "2040"]},
            {"etichetta": "2013", "valori": ["1030", "1070", "2100"]},
        ],
        fonte="ISTAT",
        riferimento="1° gennaio di ogni anno",
    )
    for ordine, (slug, etichetta, valore) in enumerate(
        [("residenti", "Residenti", 2100), ("crescita", "Residenti in più in due anni", 100)],
        start=1,
    ):
        Dichiarazione.objects.create(
            slug=slug,
            capitolo=capitolo,
            ordine=ordine,
            etichetta=etichetta,
            valore=Decimal(valore),
            unita="abitanti",
            testo=f"{valore:,}".replace(",", "."),
            riferimento="1° gennaio 2013",
            fonte="ISTAT",
            tabella=tabella,
        )
