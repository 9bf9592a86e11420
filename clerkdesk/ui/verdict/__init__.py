"""The result of a signature check: old beside new, printed, exported, made again."""
