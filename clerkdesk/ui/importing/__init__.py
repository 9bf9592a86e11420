"""Tables from outside: file, columns, check, import, undo."""
