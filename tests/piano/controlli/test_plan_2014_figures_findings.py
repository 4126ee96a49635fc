"""What the checks of figures find in the 2014 plan: all of it, and nothing else."""

from datetime import date

import pytest

from piano.controlli import all_checks, examine
from piano.models import Piano

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]

MODULI = {
    *("censimento", "dichiarazioni", "percentuali", "risorse", "scritture", "serie", "tabelle"),
    "testi",
}
# Level, chapter, key and text; `~` is the space that does not break.
RILIEVI = [
    (
        "errore",
        4,
        "classi-con-salti:piano.tabellacontesto/popolazione-sesso-eta:65-69 / 75-84",
        "Nella tabella «Popolazione per sesso e fascia di età» si succedono le classi «65-69» "
        "e «75-84»: fra l'una e l'altra non c'è posto per i valori da 70 a 74.",
    ),
    (
        "errore",
        4,
        "classi-con-salti:piano.tabellacontesto/popolazione-sesso-eta:85-94 / > 95",
        "Nella tabella «Popolazione per sesso e fascia di età» si succedono le classi «85-94» "
        "e «> 95»: fra l'una e l'altra non c'è posto per il 95.",
    ),
    (
        "errore",
        4,
        "conti-che-non-tornano:piano.tabellacontesto/indicatori-demografici:2010",
        "Nella tabella «Indicatori demografici del territorio», riga «2010»: «Differenza» è "
        "2.064, ma il conto (6.793 − 4.699) dà 2.094; «Tasso di natalità» è 10,51, ma il "
        "conto (1.000 × 6.793 : 643.395) dà 10,56. Tornerebbero tutti se «Nuovi nati» fosse "
        "6.763 invece di 6.793: è probabilmente lì lo sbaglio.",
    ),
    (
        "errore",
        4,
        "dichiarazione-contraddetta:piano.dichiarazione/crescita-popolazione",
        "Crescita della popolazione: il testo dice «55.677»; dalla tabella «Indicatori "
        "demografici del territorio» (611.936 − 560.069) viene 51.867 abitanti.",
    ),
    (
        "errore",
        4,
        "dichiarazione-contraddetta:piano.dichiarazione/crescita-popolazione-percentuale",
        "Crescita della popolazione in percentuale: il testo dice «superiore ai 10 punti "
        "percentuali»; dalla tabella «Indicatori demografici del territorio» (100 × (611.936 "
        "− 560.069) : 560.069) viene 9,3~%.",
    ),
    (
        "errore",
        4,
        "dichiarazione-contraddetta:piano.dichiarazione/imprese-meno-di-10-addetti",
        "Imprese con meno di 10 addetti: il testo dice «79 %»; dalla tabella «Imprese del "
        "territorio per classe di addetti» (100 × (5.506 + 30.653) : 38.552) viene 93,8~%.",
    ),
    (
        "errore",
        4,
        "dichiarazione-contraddetta:piano.dichiarazione/mpmi-quota",
        "Micro, piccole e medie imprese sul totale delle attive: il testo dice «85 %»; dalla "
        "tabella «Imprese del territorio per classe di addetti» (100 × (5.506 + 30.653 + "
        "1.978 + 338) : 38.552) viene 99,8~%.",
    ),
    (
        "errore",
        4,
        "estremo-smentito:piano.dichiarazione/fascia-piu-longeva",
        "Fascia di età indicata come la più longeva: il testo dice «85-94 anni», ma nella "
        "tabella «Popolazione per sesso e fascia di età» c'è ancora la classe «> 95».",
    ),
    (
        "errore",
        4,
        "graduatoria-smentita:piano.dichiarazione/indagine-settori-principali:1",
        "Settori indicati per primi fra quelli degli occupati: il testo dice «servizi e "
        "commercio», ma «Occupati nell'industria (26~%)» supera «Occupati nel commercio "
        "(20,2~%)».",
    ),
    (
        "errore",
        4,
        "grandezza-con-altro-nome:piano.tabellacontesto/famiglie:figli",
        "Il testo parla di figli, la tabella «Famiglie e numero medio di componenti» misura "
        "componenti: Figli per nucleo familiare in Lombardia (2,26); Figli per nucleo "
        "familiare nella provincia di Milano (2,07); Differenza fra la media della provincia "
        "e quella regionale (quasi due decimali).",
    ),
    (
        "errore",
        10,
        "percentuali-che-non-fanno-cento:piano.dichiarazione/risorse-complessi-equilibri-totale-percentuale",
        "Complessi equilibri: quota complessiva: è stampato 100 %, ma le quote stampate "
        "(43~%, 48~% e 10~%) sommano a 101~%. Calcolate in modo che sommino a 100 sarebbero "
        "43~%, 48~% e 9~%.",
    ),
    (
        "errore",
        10,
        "percentuali-che-non-fanno-cento:piano.dichiarazione/risorse-rete-adda-martesana-totale-percentuale",
        "Rete Adda Martesana: quota complessiva: è stampato 100 %, ma le quote stampate "
        "(60~%, 36~% e 5~%) sommano a 101~%. Calcolate in modo che sommino a 100 sarebbero "
        "59~%, 36~% e 5~%.",
    ),
    (
        "errore",
        10,
        "riserva-senza-regola:risorse.voce/premialita",
        "«Premialità» accantona €~40.590,00 e non dice con quale criterio, in quali quote e "
        "quando si assegnano.",
    ),
    (
        "errore",
        4,
        "titolo-che-dice-altro:piano.tabellacontesto/famiglie:figli",
        "La tabella è intitolata «Numero di figli per nucleo familiare - 2012», ma nessuna "
        "colonna conta figli: misura «Numero di famiglie» e «Numero medio di componenti per "
        "famiglia».",
    ),
    (
        "errore",
        4,
        "titolo-che-dice-altro:piano.tabellacontesto/popolazione-sesso-eta:femminile",
        "La tabella è intitolata «Popolazione femminile ADSL Milano 2 per fascia di età al 1° "
        "gennaio 2013», ma contiene insieme «Maschi» e «Femmine».",
    ),
    (
        "avvertenza",
        4,
        "anni-mancanti:piano.tabellacontesto/dimissioni-donne",
        "Nella serie della tabella «Dimissioni dal lavoro delle donne» manca il 2010.",
    ),
    (
        "avvertenza",
        4,
        "anno-del-titolo:piano.tabellacontesto/popolazione-sesso-eta:Totale 2012",
        "La colonna «Totale 2012» nomina il 2012, ma la tabella «Popolazione femminile ADSL "
        "Milano 2 per fascia di età al 1° gennaio 2013» si riferisce a: 1° gennaio 2013.",
    ),
    (
        "avvertenza",
        5,
        "censimento-senza-fonte:piano.piano/2014-2015:sociosanitario:fonte+data",
        "Servizi sociosanitari: 11 numeri non hanno né fonte né data: «Centro Diurno "
        "Integrato», «Residenze Sanitarie Assistenziali», «Hospice Sociosanitario», «Centri "
        "di Riabilitazione Socio Sanitaria», «Organizzazioni accreditate per le prestazioni "
        "domiciliari connesse al voucher socio sanitario», «CTRR», «Servizi ambulatoriali per "
        "le dipendenze», «Centro Diurno Disabili», «Comunità Socio Sanitarie per Disabili», "
        "«Residenze Socio-sanitarie per disabili» e «Consultorio Familiare».",
    ),
    (
        "avvertenza",
        4,
        "cifra-che-manca:piano.dichiarazione/indagine-soluzione-seconda",
        "Soluzione messa al secondo posto: il testo dice «un minor costo dei servizi», ma il "
        "documento non riporta la quota di chi indica un minor costo dei servizi.",
    ),
    (
        "avvertenza",
        4,
        "dichiarazione-contraddetta:piano.dichiarazione/cob-cessazioni",
        "Cessazioni: il testo dice «oltre 1,4 milioni»; dai numeri da cui deriva (47~% × "
        "2.900.000) viene 1.363.000 comunicazioni. Può essere vero solo se gli arrotondamenti "
        "vanno tutti nello stesso verso: al limite si arriva a 1.425.000 comunicazioni.",
    ),
    (
        "avvertenza",
        4,
        "dichiarazioni-senza-fonte:piano.capitolo/2014-2015/4",
        "Nel capitolo «Analisi di contesto» 22 dati non hanno una fonte: Stranieri residenti "
        "(31 dicembre 2012), 59.401; Crescita degli immigrati rispetto al 2008 (dal 2008 al "
        "2012), 12,79 %; Diminuzione degli stranieri iscritti (2011-2012), oltre 4.000; Tasso "
        "di occupazione in Italia (2013), 57,6 %; Tasso di occupazione in Italia (2012), 58,7 "
        "%; Variazione degli occupati (dal 2012 al 2013), -2,3 %; Variazione delle occupate "
        "(dal 2012 al 2013), 1,2 %; Tasso di disoccupazione in Lombardia (2008), 3,73 %; "
        "Tasso di disoccupazione in Lombardia (2013), 8 %; Tasso di occupazione in Lombardia "
        "(2008), 67,02 %; Tasso di occupazione in Lombardia (2013), 64,8 %; Variazione "
        "dell'occupazione femminile in Lombardia (dal 2012 al 2013), 3,8 %; Tasso di "
        "disoccupazione fra i 25 e i 34 anni in Lombardia (2012), 8,9 %; Tasso di "
        "disoccupazione fra i 25 e i 34 anni in Lombardia (2013), 10,7 %; Fatturato annuo "
        "oltre il quale un'impresa è grande, oltre i 50 milioni di euro; Aziende del "
        "territorio (2000), 35.188; Aziende del territorio (2012), 37.993; Grandi aziende che "
        "hanno sede in tre comuni, la metà; Comuni in cui ha sede la metà delle grandi "
        "aziende, tre; Realtà finanziate dal Focus Impresa, entrambe del terzo settore (bando "
        "2013), due; Imprese del territorio che hanno partecipato ai bandi (dal 2011), 5; "
        "Imprese non profit fra quelle che hanno partecipato ai bandi (dal 2011), 3.",
    ),
    (
        "avvertenza",
        7,
        "dichiarazioni-senza-fonte:piano.capitolo/2014-2015/7",
        "Nel capitolo «Azioni progettuali» 14 dati non hanno una fonte: Donne al lavoro nelle "
        "posizioni professionali più elevate (Complessi Equilibri), meno del 6 %; Anni di "
        "crescita sostenuta dell'economia locale (Complessi Equilibri), 2001-2005; Avviamenti "
        "al lavoro nell'Est Milano (2013), 39.079; Avviamenti in più rispetto all'anno prima "
        "nell'Est Milano (dal 2012 al 2013), 1.204; Cessazioni di contratti nell'Est Milano "
        "(2012), 43.099; Cessazioni di contratti nell'Est Milano (2013), 41.040; Variazione "
        "degli avviamenti nell'Est Milano l'anno prima (dal 2011 al 2012), -5,8 %; Variazione "
        "delle cessazioni nell'Est Milano l'anno prima (dal 2011 al 2012), -3,2 %; Lavoratori "
        "che chiedono servizi per sé e per i familiari (Rete Adda Martesana), oltre i tre "
        "quarti; Imprese che offrono quei servizi (Rete Adda Martesana), un quarto; Addetti "
        "di molte piccole imprese (Insieme conviene), meno di 50; Dipartimenti dell'ASL (Il "
        "nostro tempo), 5; Dipendenti dell'ASL (Il nostro tempo), circa 600; Donne fra i "
        "dipendenti dell'ASL (Il nostro tempo), circa il 75 %.",
    ),
    (
        "avvertenza",
        4,
        "intervalli-contati-male:piano.dichiarazione/anni-esaminati",
        "Anni su cui si osserva la popolazione: il testo dice «6 anni», ma dal 2007 al 2012 "
        "passano 5 anni: 6 sono gli anni rilevati, 5 gli intervalli su cui si misura un "
        "cambiamento.",
    ),
    (
        "avvertenza",
        4,
        "percentuali-che-non-fanno-cento:piano.tabellacontesto/dote-servizi:Quota",
        "Nella tabella «Servizi acquistati con la dote» i valori stampati della colonna "
        "«Quota» sommano a 99,9~%, non a 100~%.",
    ),
    (
        "avvertenza",
        5,
        "posti-uguali:rete.tipologiaservizio/centro-prima-infanzia:183",
        "«Centro Prima Infanzia» (9 unità) e «Micro Nido» (19 unità) hanno lo stesso numero "
        "di posti, 183: da verificare.",
    ),
    (
        "avvertenza",
        4,
        "punti-al-posto-di-percentuale:piano.dichiarazione/crescita-popolazione-percentuale",
        "Crescita della popolazione in percentuale: il testo dice «superiore ai 10 punti "
        "percentuali», ma il numero non è la differenza fra due percentuali.",
    ),
    (
        "avvertenza",
        10,
        "quota-non-scritta:risorse.voce/premialita",
        "«Premialità» è €~40.590,00, esattamente il 50~% di €~81.180,00, il finanziamento "
        'regionale di «Progetto "Rete Adda Martesana"»: il Piano non dice se sia una regola.',
    ),
    (
        "avvertenza",
        4,
        "salto-nella-serie:piano.tabellacontesto/indicatori-demografici:Popolazione totale",
        "Nella tabella «Indicatori demografici del territorio» «Popolazione totale» passa da "
        "564.309 nel 2008 a 635.906 nel 2009 (+12,7~%); negli altri anni cambia al massimo "
        "del 3,2~%.",
    ),
    (
        "avvertenza",
        4,
        "tabella-senza-fonte:piano.tabellacontesto/dote-conciliazione",
        "La tabella «Doti “Conciliazione servizi alla persona” assegnate» non indica la fonte.",
    ),
    (
        "avvertenza",
        4,
        "tabella-senza-fonte:piano.tabellacontesto/dote-servizi",
        "La tabella «Servizi acquistati con la dote» non indica la fonte.",
    ),
    (
        "avvertenza",
        4,
        "tabella-senza-fonte:piano.tabellacontesto/famiglie",
        "La tabella «Famiglie e numero medio di componenti» non indica la fonte.",
    ),
    (
        "avvertenza",
        4,
        "tabella-senza-fonte:piano.tabellacontesto/imprese-addetti",
        "La tabella «Imprese del territorio per classe di addetti» non indica la fonte.",
    ),
    (
        "avvertenza",
        4,
        "tendenza-su-serie-incompleta:piano.dichiarazione/dimissioni-tendenza",
        "Andamento delle dimissioni delle donne: il testo dice «in diminuzione», ma nella "
        "serie della tabella «Dimissioni dal lavoro delle donne» non c'è il 2010.",
    ),
]


def findings() -> list[tuple[str, int | None, str, str]]:
    nomi = tuple(c.nome for c in all_checks() if c.funzione.__module__.split(".")[-1] in MODULI)
    return [
        (r.livello, r.capitolo, r.chiave, r.testo.replace("\N{NO-BREAK SPACE}", "~"))
        for r in examine(Piano.objects.get(), date(2014, 6, 27), nomi)
    ]


def test_the_findings_on_the_figures_of_2014_are_these_and_no_other():
    assert findings() == RILIEVI


def test_each_finding_says_where_to_look_and_what_to_do():
    rilievi = examine(Piano.objects.get(), date(2014, 6, 27))
    assert [r.chiave for r in rilievi if not (r.rimedio and r.testo)] == []
    assert len({r.chiave for r in rilievi}) == len(rilievi)
