"""Bundles on a stick: sealed for the desks that may read them, signed by the one that wrote."""
