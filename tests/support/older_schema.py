"""Turns the databases of a state folder into those of an earlier schema, with all that they hold, as if an earlier
version had written them: what an upgrade finds.

    older_schema.age(state_folder, text of tests/store/golden/version-N.sql)
"""
import pathlib
import shutil
import sqlite3

FILES = ("aparajita.db", "vault.db")


def part(schema, name):
    return schema.split(f"-- === DATABASE {name} ===\n")[1].split("-- === DATABASE ")[0]


def version(path):
    with sqlite3.connect(path) as database:
        return database.execute("PRAGMA user_version").fetchone()[0]


def copy_rows(database):
    tables = [row[0] for row in database.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
    for table in tables:
        names = [[row[1] for row in database.execute(f"PRAGMA {which}.table_info({table})")] for which in ("main", "now")]
        both = ", ".join(name for name in names[0] if name in names[1])
        database.execute(f"INSERT INTO main.{table} ({both}) SELECT {both} FROM now.{table}")


def age(folder, schema):
    for name in FILES:
        path = pathlib.Path(folder) / name
        older = path.with_suffix(".older")
        database = sqlite3.connect(older)
        database.executescript(part(schema, name))
        database.execute("ATTACH ? AS now", (str(path),))
        database.execute("PRAGMA foreign_keys = OFF")
        copy_rows(database)
        database.commit()
        database.close()
        for rest in ("-wal", "-shm"):
            pathlib.Path(f"{path}{rest}").unlink(missing_ok=True)
        shutil.copyfile(older, path)  # its owner and mode stay
        older.unlink()
