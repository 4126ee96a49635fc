# Two commands: `make demo` and `make test`. The programs are in scripts/.
PYTHON ?= python3
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint bench immagini

help: ## elenca questi comandi
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## prepara e avvia il portale con il piano del 2014 (PORT=8001 per un'altra porta)
	@$(PYTHON) -m scripts demo

test: ## tutti i controlli e le prove: SQLite, PostgreSQL e Redis, browser
	@$(PYTHON) -m scripts test

lint: ## regole e formattazione del codice
	@$(PYTHON) -m scripts lint

bench: ## misura le pagine e la compilazione del Piano, accanto ai loro limiti
	@$(PYTHON) -m scripts bench

immagini: ## rifà le immagini del manuale, dalle storie provate nel browser
	@$(PYTHON) -m scripts immagini
