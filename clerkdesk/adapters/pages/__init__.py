"""Page images in a child process: looking, reading (OCR), finding fields, binding into a PDF."""
