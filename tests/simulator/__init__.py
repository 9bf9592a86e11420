"""A deterministic world around the rules of numbers and sync: seed in, verdict out."""
