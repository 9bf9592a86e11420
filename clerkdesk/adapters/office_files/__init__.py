"""Files of office programs: spreadsheets and Word."""
