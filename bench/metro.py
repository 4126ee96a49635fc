"""The yardstick: a bare Django view that renders 60 rows of a table through a template.

Five columns of a model without relations, one of them a date; no frame, no filters, no paging.
"""

from django.http import HttpRequest, HttpResponse
from django.template import Engine, RequestContext, Template

from rete.models import Atto

RIGHE = 60
PAGINA = """<!DOCTYPE html>
<html lang="it">
<head><meta charset="utf-8"><title>Atti</title></head>
<body>
<h1>Atti</h1>
<table>
<tr><th>Oggetto</th><th>Tipo</th><th>Numero</th><th>Data</th><th>Emanante</th></tr>
{% for atto in atti %}
<tr><td><a href="/atti/{{ atto.slug }}/">{{ atto.oggetto }}</a></td>
<td>{{ atto.get_tipo_display }}</td><td>{{ atto.numero }}</td>
<td>{{ atto.data }}</td><td>{{ atto.emanante }}</td></tr>
{% endfor %}
</table>
</body>
</html>
"""
TEMPLATE = Template(PAGINA, engine=Engine())


def metro(request: HttpRequest) -> HttpResponse:
    """The 60 rows."""
    atti = Atto.objects.all()[:RIGHE]
    return HttpResponse(TEMPLATE.render(RequestContext(request, {"atti": atti})))
