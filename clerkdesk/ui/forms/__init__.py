"""Forms made from field specs: one editor a kind, groups and widths from the register."""
