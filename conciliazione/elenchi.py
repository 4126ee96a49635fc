"""The one way in which a public list is filtered, counted and paged."""

from django.views.generic import ListView


class FilteredListView(ListView):
    """A list with a `filterset_class`, `paginate_by` rows a page and the form in the context.

    A page number that does not exist is the last page; a filter that cannot be read filters
    nothing and its error stands by its field.
    """

    filterset_class: type
    paginate_by = 20

    def get_queryset(self):
        self.filterset = self.filterset_class(self.request.GET, queryset=super().get_queryset())
        return self.filterset.qs

    def paginate_queryset(self, queryset, page_size):
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        filtrato = any(self.request.GET.get(nome) for nome in self.filterset.form.fields)
        return super().get_context_data(filterset=self.filterset, filtrato=filtrato, **kwargs)
