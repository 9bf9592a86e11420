"""Start: `python PATH/twain_child` puts only this folder's parent on the path."""

import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).resolve().parent.parent))
    import_module("twain_child.verbs").main()
