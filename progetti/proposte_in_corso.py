"""The proposals that keep a call going."""

from django.db.models import QuerySet

from progetti.enums import StatoProposta
from progetti.models import Proposta
from progetti.models.proposte import IN_GARA


def running_proposals() -> QuerySet[Proposta]:
    """Those sent, not withdrawn and not excluded: a call that has one is not void."""
    return Proposta.objects.filter(stato__in=IN_GARA).exclude(stato=StatoProposta.ESCLUSA)
