"""Asking to join the network, without an account: the public page and the link by mail."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from conciliazione.tentativi import is_too_often
from conciliazione.testo import render_markdown
from rete import bozze, carte
from rete.enums import Procedimento, StatoDomanda
from rete.forms.domanda import (
    EmailForm,
)
from rete.models import AreaInteresse, DomandaAdesione, TermineProcedimento

LETTERE_AL_PIU, IN_SECONDI = 10, 60 * 60
# What a session that ended does not give back to the page: nothing that was typed by hand.
_NON_SCRITTI = {"csrfmiddlewaretoken", "versione", "letti", "testo", "azione"}

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A page for who has no account; no cache keeps it."""
    return login_not_required(never_cache(view))


def applicant(view: View) -> View:
    """A page of a request, for who opened it by its link: `view(request, domanda, …)`.

    To anybody else it says how to open it, whether the request is there or not, and gives back
    what was typed when the session ended meanwhile.
    """

    @wraps(view)
    def checked(request: HttpRequest, codice: str, **altro: str) -> HttpResponse:
        try:
            domanda = bozze.own_request(request, codice)
        except Http404:
            scritti = [
                (nome.replace("_", " "), valore)
                for nome, valori in request.POST.lists()
                for valore in valori
                if valore.strip() and nome not in _NON_SCRITTI
            ]
            contesto = {"scritti": scritti}
            return render(request, "rete/aderisci/fuori.html", contesto, status=404)
        return view(request, domanda, **altro)

    return public(checked)


def draft(view: View) -> View:
    """A page of the form: once the request is sent it leads to where it is followed."""

    @wraps(view)
    def checked(request: HttpRequest, domanda: DomandaAdesione, **altro: str) -> HttpResponse:
        if domanda.stato != StatoDomanda.BOZZA:
            return redirect("aderisci:request", domanda.codice)
        return view(request, domanda, **altro)

    return applicant(checked)


# --- Before the form --------------------------------------------------------------------------


@login_not_required
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Who may join, what it means, what is needed, how long it takes."""
    termini = TermineProcedimento.objects.filter(procedimento=Procedimento.ADESIONE)
    impegno = bozze.current_commitment()
    contesto = {
        "aperta": bozze.is_open_to_join(),
        "termine": termini.vigenti().order_by("-dal").first(),
        "impegno": impegno,
        "testo_impegno": render_markdown(impegno.testo) if impegno else "",
        "aree": AreaInteresse.objects.filter(attiva=True),
        "gateway": settings.OIDC_NOME if settings.OIDC_SERVER_URL else "",
    }
    return render(request, "rete/aderisci/aderisci.html", contesto)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """An e-mail, and nothing else: the form opens from the link that arrives there."""
    accordo = carte.current_accordo()
    if accordo is None or not bozze.is_open_to_join():
        return redirect("aderisci:join")
    return _mail_a_link(
        request, "rete/aderisci/comincia.html", lambda email: bozze.start(email, accordo)
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """A new link for who had one; the answer is the same to everybody."""
    return _mail_a_link(request, "rete/aderisci/riprendi.html", bozze.resend)


def _mail_a_link(request: HttpRequest, template: str, write: Callable[[str], None]) -> HttpResponse:
    modulo = EmailForm(request.POST if request.method == "POST" else None)
    if not (modulo.is_bound and modulo.is_valid()):
        return render(request, template, {"form": modulo})
    if is_too_often(request, "collegamento-domanda", LETTERE_AL_PIU, IN_SECONDI):
        return too_often(request)
    write(modulo.cleaned_data["email"])
    return redirect("aderisci:mail_sent")


def too_often(request: HttpRequest) -> HttpResponse:
    """Who sends too much is asked to wait."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(IN_SECONDI)
    return response


@public
@require_safe
def mail_sent(request: HttpRequest) -> HttpResponse:
    """Look in your mail: said to everybody in the same words."""
    return render(request, "rete/aderisci/posta.html", {"giorni": bozze.COLLEGAMENTO_PER.days})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link. Reading it changes nothing: programs that guard mailboxes read them."""
    domanda = bozze.find_by_link(token)
    if domanda is None or bozze.has_expired(domanda):
        contesto = {"scaduto": domanda, "form": EmailForm()}
        stato = 410 if domanda else 404
        return render(request, "rete/aderisci/non_vale.html", contesto, status=stato)
    if request.method != "POST":
        return render(request, "rete/aderisci/collegamento.html", {"domanda": domanda})
    bozze.open_by_link(request, domanda)
    return redirect("aderisci:request", domanda.codice)
