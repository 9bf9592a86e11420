"""Everything the server keeps in its database: all SQL of the server is in this folder."""
