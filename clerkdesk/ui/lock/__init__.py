"""The lock: idle covers the window, a locked session or sleep closes the store; a password opens both."""
