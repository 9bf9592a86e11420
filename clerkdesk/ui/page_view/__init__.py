"""One viewer of pages for scan, form and seal."""
