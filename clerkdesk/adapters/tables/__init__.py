"""Spreadsheets of clerks: read with limits, written so that every program opens them."""
