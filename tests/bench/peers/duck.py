"""The workloads in DuckDB: `duck.py WORKLOAD FOLDER`; `pip install duckdb`."""

import os
import sys

import duckdb

PAIR = "{'x': 'INTEGER', 'y': 'INTEGER'}"
NAMES = "{'child': 'VARCHAR', 'par': 'VARCHAR'}"
CELL = "{'doc': 'VARCHAR', 'tab': 'VARCHAR', 'code': 'VARCHAR', 'col': 'VARCHAR', 'amt': 'BIGINT'}"

CLOSURE = """
WITH RECURSIVE tc(x, y) AS (
    SELECT x, y FROM edge UNION SELECT tc.x, edge.y FROM tc JOIN edge ON tc.y = edge.x
) SELECT count(*) FROM tc"""

GENERATION = """
WITH RECURSIVE sg(x, y) AS (
    SELECT a.x, b.x FROM parent a JOIN parent b ON a.y = b.y WHERE a.x <> b.x
    UNION SELECT a.x, b.x FROM sg JOIN parent a ON a.y = sg.x JOIN parent b ON b.y = sg.y
) SELECT count(*) FROM sg"""

BAD_SUM = """
SELECT count(*) FROM cell own JOIN (
    SELECT doc, tab, par, col, sum(amt) AS total FROM cell JOIN parent ON child = code GROUP BY ALL
) s ON (own.doc, own.tab, own.code, own.col) = (s.doc, s.tab, s.par, s.col) WHERE own.amt <> s.total"""

BAD_CROSS = """
SELECT count(*) FROM cell a JOIN cell b USING (doc, code, col)
WHERE a.tab = 't1' AND b.tab = 't3' AND a.amt <> b.amt"""

MISSING = """
SELECT count(*) FROM (SELECT DISTINCT doc, code FROM cell a WHERE tab = 't2' AND NOT EXISTS (
    SELECT 1 FROM cell b WHERE b.tab = 't3' AND b.doc = a.doc AND b.code = a.code))"""

# Its recursion has one reference to itself, so points-to is not among them.
WORKLOADS = {
    "tc": ({"edge": PAIR}, [CLOSURE]),
    "sg": ({"parent": PAIR}, [GENERATION]),
    "budget": ({"cell": CELL, "parent": NAMES}, [BAD_SUM, BAD_CROSS, MISSING]),
}


def main():
    workload, folder = sys.argv[1:3]
    tables, queries = WORKLOADS[workload]
    database = duckdb.connect()
    database.execute("SET threads = 2")
    for name, columns in tables.items():
        path = os.path.join(folder, name + ".facts")
        database.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_csv(?, delim = '\t', header = false, columns = {columns})",
            [path],
        )
    print(*(database.execute(query).fetchone()[0] for query in queries))


main()
