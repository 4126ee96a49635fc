"""Rows from files that people read and correct: all of them are loaded, or none.

A file is YAML: `modello: rete.Soggetto` and `righe`, a list of mappings from field to value.
Every model that can be loaded declares `CHIAVE`, its natural key, by which a row is found again:
loading twice changes nothing, and what is not in the files stays as it is.

- A foreign key is the natural key of its target: one value, or a list when the key has several
  fields; a field of the key that is itself a foreign key is written in the same way.
- A many-to-many is a list of such keys.
- The name of a reverse relation holds the child rows (a mapping if there can be only one); they
  get their parent, and `ordine`, when left out, is the position in the list, from 1.
- The order of files and rows does not matter. Inside a row it does: nested rows that others of
  the same row refer to come first.
- Fields with `editable=False` belong to the transitions and cannot be loaded.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction

from conciliazione.campi import RicercaField
from conciliazione.lettura import DatiErrati, Riga, label, mappings

CREATE, AGGIORNATE, IMMUTATE = "create", "aggiornate", "immutate"

# What a value in the file must be, for each kind of field: the first kind that fits decides.
# Types are exact, because `no`, `012` and 1.10 mean something else in YAML than they seem to.
_TIPI: tuple[tuple[type[models.Field], tuple[type, ...], str], ...] = (
    (models.BooleanField, (bool,), "true oppure false"),
    (models.DateField, (date,), "una data, come 2014-06-27"),
    (models.IntegerField, (int,), "un numero intero, senza virgolette"),
    (models.DecimalField, (int, str), "un numero fra virgolette, come «1234.56»"),
    (models.CharField, (str,), "un testo, fra virgolette se è fatto di cifre"),
    (models.TextField, (str,), "un testo, fra virgolette se è fatto di cifre"),
)


class _Assente(DatiErrati):
    """The target of a reference is not there, or not there yet."""

    def __init__(self, messaggio: str, modello: type[models.Model], chiave: object) -> None:
        super().__init__(messaggio)
        self.bersaglio = (modello, repr(chiave))


def load(righe: Iterable[Riga]) -> Counter[str]:
    """Create or update `righe`, and count the rows created, changed and left as they were.

    Rows may refer to one another in any order. Either all are loaded or none is.

    Raises:
        DatiErrati: for the first row that cannot be loaded.
    """
    with transaction.atomic():
        return _load_all(list(righe))


def _load_all(attesa: list[Riga]) -> Counter[str]:
    """Load what can be, then what was waiting for it, until nothing waits."""
    caricamento = _Caricamento()
    while attesa:
        assenti = [(riga, caricamento.try_row(riga)) for riga in attesa]
        assenti = [(riga, errore) for riga, errore in assenti if errore]
        if len(assenti) == len(attesa):
            raise _root_cause(assenti)
        attesa = [riga for riga, _ in assenti]
    return caricamento.conti


def _root_cause(assenti: list[tuple[Riga, _Assente]]) -> _Assente:
    """Among rows that wait for one another, the first that waits for what is in no file."""
    in_attesa = {(riga.modello, repr(_written_key(riga))) for riga, _ in assenti}
    cause = [errore for _, errore in assenti]
    return next((errore for errore in cause if errore.bersaglio not in in_attesa), cause[0])


def _written_key(riga: Riga) -> object:
    chiave = [riga.valori.get(nome) for nome in riga.modello.CHIAVE]
    return chiave[0] if len(chiave) == 1 else chiave


@dataclass
class _Caricamento:
    """What one loading has done so far."""

    conti: Counter[str] = field(default_factory=Counter)
    fatte: dict[tuple[type[models.Model], object], str] = field(default_factory=dict)
    trovate: dict[tuple[type[models.Model], str], models.Model] = field(default_factory=dict)

    def try_row(self, riga: Riga) -> _Assente | None:
        """Load a row with its children, or leave no trace of it and say what it lacks."""
        prima = self.conti.copy(), self.fatte.copy(), self.trovate.copy()
        try:
            with transaction.atomic():
                self._load_row(riga, {})
        except _Assente as errore:
            self.conti, self.fatte, self.trovate = prima
            return errore
        return None

    def _load_row(self, riga: Riga, genitore: dict[str, models.Model]) -> None:
        valori, insiemi, figli = self._split(riga)
        obj, esito = self._store(riga, {**genitore, **valori})
        for nome, altri in insiemi.items():
            esito = _link(obj, nome, altri, esito)
        self._record(riga, obj, esito)
        for nome, righe in figli.items():
            relazione = riga.modello._meta.get_field(nome)
            for figlia in _children(relazione, righe, riga.dove):
                self._load_row(figlia, {relazione.field.name: obj})

    def _split(self, riga: Riga) -> tuple[dict, dict, dict]:
        """What a row writes: values of its own, sets of other rows, child rows."""
        valori, insiemi, figli = {}, {}, {}
        for nome, valore in riga.valori.items():
            campo = _field(riga, str(nome))
            dove = f"{riga.dove} › {nome}"
            if campo.auto_created:
                figli[nome] = valore
            elif campo.many_to_many:
                insiemi[nome] = [
                    self._find(campo.related_model, k, dove) for k in _list(valore, dove)
                ]
            else:
                valori[nome] = self._value(campo, valore, dove)
        return valori, insiemi, figli

    def _value(self, campo: models.Field, valore: object, dove: str) -> object:
        if campo.is_relation and valore is not None:
            return self._find(campo.related_model, valore, dove)
        return valore if valore is None else _parse(campo, valore, dove)

    def _find(self, modello: type[models.Model], chiave: object, dove: str) -> models.Model:
        """The row that has this natural key."""
        nota = (modello, repr(chiave))
        if nota not in self.trovate:
            obj = modello._default_manager.filter(**self._lookup(modello, chiave, dove)).first()
            if obj is None:
                raise _Assente(
                    f"{dove}: «{_written(chiave)}» non è fra {modello._meta.verbose_name_plural}:"
                    " correggere la chiave, o aggiungere la riga.",
                    modello,
                    chiave,
                )
            self.trovate[nota] = obj
        return self.trovate[nota]

    def _lookup(self, modello: type[models.Model], chiave: object, dove: str) -> dict[str, object]:
        nomi = modello.CHIAVE
        parti = [chiave] if len(nomi) == 1 else chiave
        if not isinstance(parti, list) or len(parti) != len(nomi):
            raise DatiErrati(f"{dove}: la chiave è un elenco di valori: {', '.join(nomi)}.")
        campi = [modello._meta.get_field(nome) for nome in nomi]
        return {c.name: self._value(c, v, dove) for c, v in zip(campi, parti, strict=True)}

    def _store(self, riga: Riga, valori: dict[str, object]) -> tuple[models.Model, str]:
        """Create the row, or write only what changes of the one that is already there."""
        obj = _existing(riga, valori)
        if obj is None:
            obj = riga.modello(**valori)
            _save(obj, riga, force_insert=True)
            return obj, CREATE
        cambiati = [nome for nome, valore in valori.items() if _differs(obj, nome, valore)]
        for nome in cambiati:
            setattr(obj, nome, valori[nome])
        if cambiati:
            _save(obj, riga, update_fields=cambiati + _search_fields(riga.modello))
        return obj, AGGIORNATE if cambiati else IMMUTATE

    def _record(self, riga: Riga, obj: models.Model, esito: str) -> None:
        altrove = self.fatte.setdefault((riga.modello, obj.pk), riga.dove)
        if altrove != riga.dove:
            raise DatiErrati(f"{riga.dove}: ha la stessa chiave di un'altra riga ({altrove}).")
        self.conti[esito] += 1


def _field(riga: Riga, nome: str) -> models.Field:
    """The field or reverse relation that a row names.

    Raises:
        DatiErrati: if there is none, or it is not for files to write.
    """
    ammessi = [f.name for f in riga.modello._meta.get_fields() if _loadable(f)]
    if nome in ammessi:
        return riga.modello._meta.get_field(nome)
    try:
        riga.modello._meta.get_field(nome)
    except FieldDoesNotExist as errore:
        simili = get_close_matches(nome, ammessi, n=1)
        consiglio = f"forse «{simili[0]}»" if simili else f"si può scrivere {', '.join(ammessi)}"
        raise DatiErrati(f"{riga.dove}: il campo «{nome}» non esiste: {consiglio}.") from errore
    raise DatiErrati(f"{riga.dove}: il campo «{nome}» non si carica da un file: toglierlo.")


def _loadable(campo: models.Field) -> bool:
    if campo.auto_created:
        return (campo.one_to_many or campo.one_to_one) and hasattr(campo.related_model, "CHIAVE")
    return campo.editable and not campo.primary_key


def _children(relazione: models.ForeignObjectRel, righe: object, dove: str) -> Iterator[Riga]:
    modello = relazione.related_model
    dove = f"{dove} › {relazione.name}"
    con_ordine = any(campo.name == "ordine" for campo in modello._meta.fields)
    for numero, valori in enumerate(mappings([righe] if relazione.one_to_one else righe, dove), 1):
        ordinati = {"ordine": numero, **valori} if con_ordine else valori
        yield Riga(modello, ordinati, f"{dove} › {label(modello, valori, numero)}")


def _existing(riga: Riga, valori: dict[str, object]) -> models.Model | None:
    chiave = {}
    for nome in riga.modello.CHIAVE:
        campo = riga.modello._meta.get_field(nome)
        if nome not in valori and not (campo.has_default() or campo.null):
            raise DatiErrati(f"{riga.dove}: manca «{nome}», che fa parte della chiave.")
        chiave[nome] = valori[nome] if nome in valori else campo.get_default()
    return riga.modello._default_manager.filter(**chiave).first()


def _search_fields(modello: type[models.Model]) -> list[str]:
    """The columns that are written again from others."""
    return [campo.name for campo in modello._meta.fields if isinstance(campo, RicercaField)]


def _differs(obj: models.Model, nome: str, valore: object) -> bool:
    campo = obj._meta.get_field(nome)
    nuovo = valore.pk if isinstance(valore, models.Model) else valore
    return getattr(obj, campo.attname) != nuovo


def _save(obj: models.Model, riga: Riga, **opzioni: object) -> None:
    try:
        obj.full_clean()
        obj.save(**opzioni)
    except ValidationError as errore:
        raise DatiErrati(f"{riga.dove}: {_messages(errore)}") from errore
    except IntegrityError as errore:
        raise DatiErrati(f"{riga.dove}: la base di dati rifiuta la riga ({errore}).") from errore


def _link(obj: models.Model, nome: str, altri: list[models.Model], esito: str) -> str:
    """Set a many-to-many, and say whether the row is still as it was."""
    legami = getattr(obj, nome)
    voluti = {altro.pk for altro in altri}
    if voluti == set(legami.values_list("pk", flat=True)):
        return esito
    legami.set(altri)
    return AGGIORNATE if esito == IMMUTATE else esito


def _parse(campo: models.Field, valore: object, dove: str) -> object:
    """The value of a field, from what the file holds."""
    if isinstance(campo, models.JSONField):
        return _plain(valore, dove)
    tipi, atteso = next(((t, a) for genere, t, a in _TIPI if isinstance(campo, genere)), ((), ""))
    if type(valore) not in tipi:
        raise DatiErrati(f"{dove}: «{valore}» non va bene, serve {atteso}.")
    try:
        return campo.to_python(valore.strip() if isinstance(valore, str) else valore)
    except ValidationError as errore:
        raise DatiErrati(f"{dove}: {_messages(errore)}") from errore


def _plain(valore: object, dove: str) -> object:
    try:
        json.dumps(valore, allow_nan=False)
    except (TypeError, ValueError) as errore:
        raise DatiErrati(
            f"{dove}: qui vanno solo testi, numeri ed elenchi; le date fra virgolette."
        ) from errore
    return valore


def _list(valore: object, dove: str) -> list[object]:
    if not isinstance(valore, list):
        raise DatiErrati(f"{dove}: serve un elenco di chiavi.")
    return valore


def _written(chiave: object) -> str:
    if isinstance(chiave, list):
        return ", ".join(_written(parte) for parte in chiave)
    return str(chiave)


def _messages(errore: ValidationError) -> str:
    if not hasattr(errore, "error_dict"):
        return " ".join(errore.messages)
    return " ".join(
        " ".join(messaggi) if nome == "__all__" else f"{nome}: {' '.join(messaggi)}"
        for nome, messaggi in errore.message_dict.items()
    )
