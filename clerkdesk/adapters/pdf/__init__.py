"""Work on PDF documents, untrusted content, in a child process."""
