"""Exchange of documents with other agencies: edXML packets (QCVN 102:2016)."""
