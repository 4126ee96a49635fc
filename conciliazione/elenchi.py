"""The one way in which a public list is filtered, counted and paged."""

from django.contrib import messages
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.views.generic import ListView

from conciliazione.numeri import format_decimal

MOSTRATA_AL_PIU = 20


def read_page(request: HttpRequest, paginator: Paginator) -> Page:
    """The page that the address asks for.

    One that is not there is the last, one that is no number the first, and a message says so.
    """
    chiesta = request.GET.get("page", 1)
    try:
        return paginator.page(chiesta)
    except PageNotAnInteger:
        detto = f"«{_shortened(chiesta)}» non è il numero di una pagina: è mostrata la prima."
    except EmptyPage:
        quante = format_decimal(paginator.num_pages)
        detto = (
            f"La pagina {_shortened(chiesta)} non esiste: l’elenco finisce alla pagina {quante},"
            " che è quella mostrata."
        )
    messages.warning(request, detto, fail_silently=True)
    return paginator.get_page(chiesta)


def _shortened(chiesta: str) -> str:
    """What was asked, printable and not longer than a number needs."""
    scritta = "".join(c for c in str(chiesta) if c.isprintable())
    return scritta if len(scritta) <= MOSTRATA_AL_PIU else f"{scritta[:MOSTRATA_AL_PIU]}…"


class FilteredListView(ListView):
    """A list with a `filterset_class`, `paginate_by` rows a page and the form in the context.

    A page number that does not exist is the last page, and a message says so; a filter that
    cannot be read filters nothing and its error stands by its field.
    """

    filterset_class: type
    paginate_by = 20

    def get_queryset(self):
        righe = super().get_queryset()
        self.filterset = self.filterset_class(self.request.GET, righe, request=self.request)
        return self.filterset.qs

    def paginate_queryset(self, queryset, page_size):
        page = read_page(self.request, self.get_paginator(queryset, page_size))
        page.object_list = self.read(page.object_list)
        return page.paginator, page, page.object_list, page.has_other_pages()

    def read(self, page: QuerySet) -> QuerySet:
        """The rows of one page as they are shown: what is joined and counted here, and not in
        `queryset`, costs the same in a long list."""
        return page

    def get_context_data(self, **kwargs):
        filtrato = any(self.request.GET.get(nome) for nome in self.filterset.form.fields)
        return super().get_context_data(filterset=self.filterset, filtrato=filtrato, **kwargs)
