"""Tells a story of a case's life on real servers: python3 tell.py STORY/tale.py BINARY [PRELOADED] [test].

Each story is a folder: the mails that arrive in it, as files, and tale.py, which says what happens and what must follow.
PRELOADED is tests/support/preloaded.cpp, for stories whose clock is turned.
"""
import pathlib
import runpy
import sys

if __name__ == "__main__":
    TALE = pathlib.Path(sys.argv.pop(1)).resolve()
    sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent)]
    runpy.run_path(str(TALE), run_name="__main__")
