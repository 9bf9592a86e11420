"""USB tokens through PKCS#11 in a child process, and the signatures that are made with them."""
