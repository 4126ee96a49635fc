"""The monitoring reports: from the rows to `dati`, and from `dati` to page, PDF and spreadsheet."""
