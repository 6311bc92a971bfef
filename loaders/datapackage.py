"""Generate datapackage.json, the description of every bundled table, from the schemas and the source cards.

Run as `python -m loaders.datapackage`; with `--check` nothing is written and the exit code says whether the
file is up to date. Every CSV table that a card names and a schema describes is picked up. The hash of each
table marks the bytes as validated: `loaders/tables.py` trusts it.
"""

import argparse
import json
import sys
from typing import Any

import pandera.pandas as pa

from geodata.schemas import SCHEMAS, check_table, schema_of
from loaders.catalog import LOADERS, Card, CardTable, load_cards
from loaders.tables import PACKAGE, ROOT, parse_csv, sha256_of


def build_package() -> dict[str, Any]:
    """Return the description of all bundled tables, after validating each.

    Raises
    ------
    TableError
        A table breaks its schema.
    CardError
        A card is not as it should be.
    """
    resources = [
        _resource(card, table)
        for card in load_cards().values()
        for table in card.tables
        if table.name in SCHEMAS and table.path.endswith(".csv")
    ]
    return {
        "name": "mineline",
        "title": "Mineline: the bundled tables",
        "profile": "tabular-data-package",
        "resources": resources,
    }


def render_package() -> str:
    """Return datapackage.json as text, the same for the same tables and cards."""
    return json.dumps(build_package(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write datapackage.json, or check that it is up to date; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m loaders.datapackage", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    check = parser.parse_args(arguments).check
    text = render_package()
    if check:
        if PACKAGE.exists() and PACKAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("datapackage.json is not up to date: run python -m loaders.datapackage\n")
        return 1
    PACKAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _resource(card: Card, table: CardTable) -> dict[str, Any]:
    """Return the description of one table, after validating its bytes."""
    path = LOADERS / card.id / table.path
    content = path.read_bytes()
    rows, lines = parse_csv(content, table.name)
    check_table(table.name, rows, lines)
    schema = schema_of(table.name)
    licence = {"title": card.licence, "name": "other"}
    if card.licence_url:
        licence["path"] = card.licence_url
    return {
        "name": table.name.replace("_", "-"),
        "path": path.relative_to(ROOT).as_posix(),
        "profile": "tabular-data-resource",
        "title": card.title,
        "description": schema.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": sha256_of(content),
        "sources": [{"title": card.publisher.name, "path": card.publisher.url}],
        "licenses": [licence],
        "schema": _table_schema(schema),
    }


def _table_schema(schema: pa.DataFrameSchema) -> dict[str, Any]:
    """Return the columns and keys of a table in the words of Frictionless."""
    metadata = schema.metadata or {}
    described: dict[str, Any] = {
        "fields": [_field(name, column) for name, column in schema.columns.items()],
        "missingValues": [""],
    }
    required = [name for name in metadata["key"] if not (schema.columns[name].metadata or {})["empty"]]
    if required == metadata["key"]:
        # A key whose cells may be empty is checked by the schema; Frictionless would refuse the empty cells.
        described["primaryKey"] = metadata["key"]
    if metadata["foreign"]:
        described["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": resource.replace("_", "-"), "fields": [field]}}
            for name, (resource, field) in metadata["foreign"].items()
        ]
    return described


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    """Return one column in the words of Frictionless."""
    metadata = column.metadata or {}
    kind = metadata["kind"]
    field: dict[str, Any] = {"name": name, "type": kind, "description": column.description}
    if metadata["unit"]:
        field["unit"] = metadata["unit"]
    if kind == "date":
        field["format"] = "%Y-%m-%d"
    if kind == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints: dict[str, Any] = {"required": not metadata["empty"]}
    if kind == "string" and metadata["words"]:
        constraints["enum"] = list(metadata["words"])
    if kind == "string" and metadata["pattern"]:
        constraints["pattern"] = metadata["pattern"]
    if metadata["least"] is not None:
        constraints["minimum"] = metadata["least"]
    if metadata["most"] is not None:
        constraints["maximum"] = metadata["most"]
    return field | {"constraints": constraints}


if __name__ == "__main__":
    sys.exit(main())
