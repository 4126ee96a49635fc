"""What happens to the projects of the demo while they run, by the steps that people make."""

from decimal import Decimal

from alleanze.models import Convenzione
from progetti.management.passi_demo import Scheda, day, do, person
from progetti.models import Criticita, Progetto, RichiestaModifica
from progetti.righe_consegna import indicators_of, key_of
from rete.models import Parere, Seduta
from rete.permissions import COMITATO

CHI_REGISTRA = "operatore"


def write_issues(scheda: Scheda) -> None:
    """What goes wrong in a project, closed where the file says how it ended."""
    progetto = Progetto.objects.get(slug=scheda["progetto"])
    chi = person(scheda["chi"])
    for riga in scheda.get("criticita", ()):
        criticita = Criticita.objects.create(
            progetto=progetto,
            tipo=riga["tipo"],
            testo=riga["testo"],
            segue=riga["segue"],
            entro_il=day(riga["entro"]) if "entro" in riga else None,
            creata_da=chi,
        )
        if "esito" in riga:
            do(criticita, "close", chi, riga["esito"])


def write_agreements(scheda: Scheda) -> None:
    """The agreements of the alliance of a project."""
    alleanza = Progetto.objects.get(slug=scheda["progetto"]).alleanza
    for riga in scheda.get("convenzioni", ()):
        Convenzione.objects.create(
            alleanza=alleanza,
            tipo=riga["tipo"],
            oggetto=riga["oggetto"],
            altre_parti=riga["parti"],
            firmata_il=riga.get("firmata"),
        )


def ask_changes(scheda: Scheda) -> None:
    """The changes that who runs a project asks, with the opinion where the file has one."""
    progetto = Progetto.objects.get(slug=scheda["progetto"])
    indicatori = {key_of(i): i for i in indicators_of(progetto)}
    for riga in scheda.get("modifiche", ()):
        modifica = RichiestaModifica.objects.create(
            progetto=progetto,
            tipo=riga["tipo"],
            motivo=riga["motivo"],
            nuova_fine=riga.get("nuova_fine"),
            indicatore=indicatori[riga["indicatore"]] if "indicatore" in riga else None,
            nuovo_target=Decimal(riga["target"]) if "target" in riga else None,
            descrizione=riga.get("descrizione", ""),
            presentata_da=person(scheda["chi"]),
        )
        if "parere" in riga and (dove := _where_given()):
            do(modifica, "opine", person(CHI_REGISTRA), parere=riga["parere"], **dove)


def _where_given() -> dict[str, object]:
    """The last meeting of the Comitato that was held, else its last opinion."""
    tenute = Seduta.objects.filter(organo__slug=COMITATO, stato__in=("tenuta", "approvata"))
    if seduta := tenute.order_by("inizio").last():
        return {"seduta": seduta}
    parere = Parere.objects.filter(organo__slug=COMITATO).order_by("reso_il").last()
    return {"parere_reso": parere} if parere else {}
