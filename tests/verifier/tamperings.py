"""What a thief with the file in hand can do to it, by kind. Each takes (database, random, size, signer) and changes
the events 1 ... size, which the last checkpoint covers; it returns False where nothing of its kind is possible.

The last kinds make everything anew, as somebody with the program, its key and an hour could: leaves, chain, nodes,
checkpoints, signatures.
"""
import base64

import ed25519
import verify_trail

COLUMNS = ["seq", "ts", "boot", "mono", "actor", "kind", "case_id", "station", "attrs"]
GUARDS = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"


def take_guards_away(database):
    for (name,) in database.execute(GUARDS).fetchall():
        database.execute(f"DROP TRIGGER {name}")


def rows_of(database):
    return [list(row) for row in database.execute(verify_trail.EVENTS)]


def write_rows(database, rows):
    database.execute("DELETE FROM audit_event")
    database.executemany("INSERT INTO audit_event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)


def another(value, column, random):
    if value is None:
        return bytes(16) if column == "case_id" else "tvc.other"
    if isinstance(value, int):
        return value + random.choice([-1, 1, 3600])
    if isinstance(value, bytes):
        place = random.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << random.randrange(8)]) + value[place + 1:]
    place = random.randrange(len(value) + 1)
    return value[:place] + random.choice("0aZ") + value[place:]


# --- with the file only ---------------------------------------------------------------------------------------

def edit(database, random, size, _):
    column = random.choice(COLUMNS[1:] + ["prev", "leaf", "chain"])
    seq = random.randint(1, size)
    (value,) = database.execute(f"SELECT {column} FROM audit_event WHERE seq = ?", (seq,)).fetchone()
    database.execute(f"UPDATE audit_event SET {column} = ? WHERE seq = ?", (another(value, column, random), seq))


def delete(database, random, size, _):
    database.execute("DELETE FROM audit_event WHERE seq = ?", (random.randint(1, size),))


def insert(database, random, size, _):
    """A copy of some row, pushed in between; what follows is numbered anew."""
    rows = rows_of(database)
    rows.insert(random.randint(0, size - 1), list(random.choice(rows[:size])))
    for number, row in enumerate(rows, 1):
        row[0] = number
    write_rows(database, rows)


def reorder(database, random, size, _):
    if size < 2:
        return False
    rows = rows_of(database)
    a, b = random.sample(range(size), 2)
    rows[a], rows[b] = rows[b], rows[a]
    rows[a][0], rows[b][0] = a + 1, b + 1
    write_rows(database, rows)


def truncate(database, random, size, _):
    """The tail is cut, with its nodes and checkpoints: what is left is whole."""
    left = random.randint(0, size - 1)
    database.execute("DELETE FROM audit_event WHERE seq > ?", (left,))
    database.execute("DELETE FROM audit_node WHERE (idx + 1) << level > ?", (left,))
    database.execute("DELETE FROM audit_checkpoint WHERE size > ?", (left,))


def edit_node(database, random, size, _):
    nodes = database.execute("SELECT level, idx, hash FROM audit_node").fetchall()
    if not nodes:
        return False
    level, idx, hash_ = random.choice(nodes)
    if random.random() < 0.5:
        database.execute("DELETE FROM audit_node WHERE level = ? AND idx = ?", (level, idx))
    else:
        database.execute("UPDATE audit_node SET hash = ? WHERE level = ? AND idx = ?",
                         (another(hash_, "hash", random), level, idx))


def edit_checkpoint(database, random, size, _):
    (chosen,) = random.choice(database.execute("SELECT size FROM audit_checkpoint").fetchall())
    column = random.choice(["root", "note", "key_id", ""])
    if not column:
        database.execute("DELETE FROM audit_checkpoint WHERE size = ?", (chosen,))
        return
    (value,) = database.execute(f"SELECT {column} FROM audit_checkpoint WHERE size = ?", (chosen,)).fetchone()
    database.execute(f"UPDATE audit_checkpoint SET {column} = ? WHERE size = ?",
                     (another(value, column, random), chosen))


# --- with the file, the program and the key -------------------------------------------------------------------

def sign(origin, seed, size, root):
    open_key = ed25519.public_key(seed)
    key_id = verify_trail.sha256(origin.encode() + b"\n\x01" + open_key)[:4]
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = base64.b64encode(key_id + ed25519.sign(seed, text.encode())).decode()
    return key_id, f"{text}\n\u2014 {origin} {signature}\n"


def make_anew(database, rows, seed):
    """Leaves, chain, nodes, checkpoints: whatever the rows are now, all of it fits."""
    old = database.execute("SELECT size, root, ts, key_id, note FROM audit_checkpoint ORDER BY size").fetchall()
    origin = old[0][4].split("\n")[0]
    tree, prev, sizes = verify_trail.Tree(), bytes(32), []
    for number, row in enumerate(rows, 1):
        row[0] = number
        leaf = verify_trail.leaf_of(row[:9])
        row[9:] = [prev, leaf, verify_trail.sha256(prev + leaf)]
        prev = row[11]
        tree.add(leaf)
        if row[5] == "checkpoint":
            sizes.append((number, tree.root()))
    write_rows(database, rows)
    database.execute("DELETE FROM audit_node")
    database.executemany("INSERT INTO audit_node VALUES (?,?,?)",
                         [(level, idx, hash_) for (level, idx), hash_ in tree.nodes.items()])
    database.execute("DELETE FROM audit_checkpoint")
    for number, root in sizes:
        key_id, note = sign(origin, seed, number, root)
        database.execute("INSERT INTO audit_checkpoint VALUES (?,?,?,?,?)", (number, root, old[0][2], key_id, note))


def lawful_edit(rows, random, size):
    """A change that no story forbids: when, how big, how many."""
    row = rows[random.randrange(size)]
    if random.random() < 0.5:
        row[1] += random.choice([-60, 60, 3600])
    else:
        row[3] += random.choice([1, 1000])


def all_anew_edit(database, random, size, signer):
    rows = rows_of(database)
    lawful_edit(rows, random, size)
    make_anew(database, rows, signer)


def all_anew_delete(database, random, size, signer):
    rows = rows_of(database)
    del rows[random.randrange(size)]
    make_anew(database, rows, signer)


def all_anew_insert(database, random, size, signer):
    rows = rows_of(database)
    rows.insert(random.randrange(size), list(random.choice(rows[:size])))
    make_anew(database, rows, signer)


def all_anew_case_forgotten(database, random, size, signer):
    rows = rows_of(database)
    cases = sorted({row[6] for row in rows[:size] if row[6] is not None})
    if not cases:
        return False
    gone = random.choice(cases)
    make_anew(database, [row for row in rows if row[6] != gone], signer)


def all_anew_key_of_his_own(database, random, size, _):
    rows = rows_of(database)
    lawful_edit(rows, random, size)
    seed = bytes(random.randrange(256) for _ in range(32))
    (origin,) = database.execute("SELECT note FROM audit_checkpoint").fetchone()
    origin = origin.split("\n")[0]
    open_key = ed25519.public_key(seed)
    key_id = verify_trail.sha256(origin.encode() + b"\n\x01" + open_key)[:4]
    vkey = f"{origin}+{key_id.hex()}+{base64.b64encode(bytes([1]) + open_key).decode()}"
    database.execute("INSERT INTO audit_key VALUES (?,?,?)", (key_id, vkey, 0))
    make_anew(database, rows, seed)


KINDS = [edit, delete, insert, reorder, truncate, edit_node, edit_checkpoint, all_anew_edit, all_anew_delete,
         all_anew_insert, all_anew_case_forgotten, all_anew_key_of_his_own]
