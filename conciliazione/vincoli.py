"""Constraints that every room writes the same way, so that a rule is in the database first.

Names are completed by Django with the app and the model (`%(app_label)s_%(class)s_…`).
"""

from django.db.models import CheckConstraint, Choices, F, Q, UniqueConstraint


def choice_check(campo: str, valori: type[Choices], *, vuoto: bool = False) -> CheckConstraint:
    """`campo` holds one of `valori` (or the empty string, when `vuoto`).

    The values are written into the migration: a new choice needs a new migration, which is
    what keeps database and code in step.
    """
    ammessi = [*valori.values, ""] if vuoto else valori.values
    return CheckConstraint(
        condition=Q(**{f"{campo}__in": ammessi}),
        name=f"%(app_label)s_%(class)s_{campo}_ammesso",
        violation_error_message=f"Il valore di «{campo.replace('_', ' ')}» non è fra quelli"
        " ammessi.",
    )


def dates_in_order(dal: str = "dal", al: str = "al") -> CheckConstraint:
    """`al`, when both are known, is not before `dal`."""
    return CheckConstraint(
        condition=Q(**{f"{dal}__isnull": True})
        | Q(**{f"{al}__isnull": True})
        | Q(**{f"{al}__gte": F(dal)}),
        name=f"%(app_label)s_%(class)s_{dal}_{al}_in_ordine",
        violation_error_message="La data di fine viene prima della data di inizio.",
    )


def not_blank(campo: str) -> CheckConstraint:
    """`campo` is never the empty string."""
    return CheckConstraint(
        condition=~Q(**{campo: ""}),
        name=f"%(app_label)s_%(class)s_{campo}_presente",
        violation_error_message=f"«{campo.replace('_', ' ').capitalize()}» non può essere vuoto.",
    )


def non_negative(campo: str) -> CheckConstraint:
    """`campo`, when known, is zero or more."""
    return CheckConstraint(
        condition=Q(**{f"{campo}__isnull": True}) | Q(**{f"{campo}__gte": 0}),
        name=f"%(app_label)s_%(class)s_{campo}_non_negativo",
        violation_error_message=f"«{campo.replace('_', ' ').capitalize()}» non può essere"
        " negativo.",
    )


def unique_row(*campi: str) -> UniqueConstraint:
    """No two rows have the same `campi`: what tells a row from the others of its list."""
    return UniqueConstraint(fields=campi, name=f"%(app_label)s_%(class)s_{'_'.join(campi)}_unici")
