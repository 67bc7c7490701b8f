"""The mails of tests/corpus/killers: as they lie there, or grown from their recipe.

A recipe is a list of pieces: {"text": t} stands for t, {"repeat": t, "times": n} for t n times, with {n} in it counted
from 0. tests/corpus/killer_cases.cpp grows the same octets.
"""
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "killers"


def grow(recipe):
    grown = []
    for piece in recipe["pieces"]:
        if "text" in piece:
            grown.append(piece["text"])
        else:
            grown.extend(piece["repeat"].replace("{n}", str(n)) for n in range(piece["times"]))
    return "".join(grown).encode()


def load():
    """Name and octets of each, in order of their names."""
    mails = {}
    for folder in sorted(FOLDER.iterdir()):
        recipe = folder / "recipe.json"
        mails[folder.name] = grow(json.loads(recipe.read_text())) if recipe.exists() else (folder / "mail.eml").read_bytes()
    return mails
