"""The open data as files, with their dictionaries and the catalogue that describes them.

What is published is declared in `conciliazione.dati_aperti`; here it only takes other forms.
"""
