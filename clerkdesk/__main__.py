"""Start of the program: a child process, a command line verb, or the window."""

import gc
import importlib
import sys

CHILDREN = {
    "scanner": "clerkdesk.adapters.scanner.child",
    "pages": "clerkdesk.adapters.pages.child",
    "pdf": "clerkdesk.adapters.pdf.child",
    "token": "clerkdesk.adapters.token.child",
    "verify": "clerkdesk.adapters.verify.child",
}
"""Child processes and the module whose `main()` is their program."""


def main() -> int:
    """Run what the arguments ask for and return the exit code."""
    if sys.argv[1:2] == ["--child"]:
        importlib.import_module(CHILDREN[sys.argv[2]]).main()
        return 0
    if not sys.argv[1:]:  # the window: nothing of the command line is loaded
        gc.disable()  # nothing is garbage yet; `ui.program` turns it on again with the first window
        from clerkdesk import app

        return app.run_window()
    from clerkdesk import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
