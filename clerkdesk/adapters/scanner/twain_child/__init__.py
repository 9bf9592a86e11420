"""The TWAIN child: a program of its own, perhaps 32-bit, that imports nothing of `clerkdesk`.

It needs Python's standard library and `twain` (pytwain 2.3.0), and says what it does in the line
protocol of `clerkdesk.process.line`. Like pytwain it may be passed on under GPLv2, too.
"""
