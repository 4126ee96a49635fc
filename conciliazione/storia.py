"""The history of the fields of a row that is edited by form and has no state: who, when, what.

A model says `storia = StoriaCampi("StoriaSoggetto", …)`; every save from then on leaves a copy.
"""

from django.db import models
from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

# What happened to the row, as the library writes it.
GENERI = ("+", "~", "-")


class StoriaCampi(HistoricalRecords):
    """The library's history, in a table that keeps our conventions.

    The copies hold what was written, whatever choices the model has today: they have none.
    """

    def __init__(self, nome: str, *, plurale: str, esclusi: tuple[str, ...]) -> None:
        super().__init__(
            custom_model_name=nome,
            verbose_name=plurale,
            verbose_name_plural=plurale,
            excluded_fields=esclusi,
        )

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        campi = super().copy_fields(model)
        for campo in campi.values():
            campo.choices = None
        return campi

    def get_meta_options(self, model: type[models.Model]) -> dict[str, object]:
        return {
            **super().get_meta_options(model),
            "constraints": [
                CheckConstraint(
                    condition=Q(history_type__in=GENERI),
                    name="%(app_label)s_%(class)s_history_type_ammesso",
                    violation_error_message="La storia dice se una riga è nata, cambiata o tolta.",
                )
            ],
        }

    def create_history_model(
        self, model: type[models.Model], inherited: bool
    ) -> type[models.Model]:
        copia = super().create_history_model(model, inherited)
        copia.__doc__ = f"The fields of a {model.__name__} after each change: who and when."
        return copia
