"""The files of the open data, read as programs read them."""

import csv
import io
import re

import openpyxl
from django.http import HttpResponse
from django.test import Client
from rdflib import Graph


def content(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def read_csv(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"/opendata/{path}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(content(answer).decode(), newline="")))


def read_api(client: Client, path: str) -> list[dict[str, object]]:
    """The rows of a list of the API, to the last page."""
    items, page = [], {"successiva": f"/api/v1/{path}{'&' if '?' in path else '?'}per_pagina=100"}
    while page["successiva"]:
        page = client.get(page["successiva"]).json()
        items += page["items"]
    return items


def read_xlsx(client: Client, path: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"/opendata/{path}").content))


def page_of(client: Client, path: str = "") -> str:
    answer = client.get(f"/opendata/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def listed(page: str) -> list[str]:
    return sorted(re.findall(r'<h4[^>]*><a href="/opendata/([\w-]+)/">', page))


def read_graph(client: Client, path: str = "catalogo.ttl", kind: str = "turtle") -> Graph:
    return Graph().parse(data=client.get(f"/opendata/{path}").content.decode(), format=kind)
