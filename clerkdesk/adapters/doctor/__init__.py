"""Checks of everything on this machine that the desk depends on."""
