"""What was signed beside the file as it is, page by page, with what differs boxed."""
