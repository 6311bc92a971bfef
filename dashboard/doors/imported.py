"""Say which imported and fetched data an answer rests on, so that what is kept of it ends when they change."""

import hashlib
import json
from functools import lru_cache

from dashboard.doors import events
from geodata.settlement_history import SettlementHistory
from geodata.words import Treaty
from loaders.control_catalog import CONTROL_SOURCES, load_control, source_stamp
from loaders.settlements.loader import SOURCE as LEDGER
from loaders.untc.feeds import version_of


def stamp() -> str:
    """Return a text that changes whenever an import or a refresh has changed what is answered."""
    told = {
        "acts": [version_of(treaty) for treaty in Treaty],
        "control": [source_stamp(name) for name in CONTROL_SOURCES],
        "events": [(source.id, source.version) for source in events.sources()],
        "hazards": [(str(layer["id"]), str(layer["version"])) for layer in events.hazard_layers()],
    }
    return json.dumps(told)


def control_data(*sources: str) -> dict[str, str]:
    """Return a hash of what each of these sources of control says, the same wherever the same files were imported.

    The bundled ledger is left out: its tables have hashes of their own.

    Raises
    ------
    InputError
        A source is not known or not imported.
    """
    return {f"control:{name}": _content(name, source_stamp(name)) for name in sorted(set(sources)) if name != LEDGER}


def hazard_data(layer_id: str) -> dict[str, str]:
    """Return the version of a layer of hazardous areas by its name; nothing where there is no such layer."""
    versions = {str(layer["id"]): str(layer["version"]) for layer in events.hazard_layers()}
    return {f"hazards:{layer_id}": versions[layer_id]} if layer_id in versions else {}


@lru_cache(maxsize=len(CONTROL_SOURCES))
def _content(source: str, _stamp: str) -> str:
    """Return the hash of a history: of its days and the states they show, or of the intervals of its settlements."""
    history = load_control(source)
    if isinstance(history, SettlementHistory):
        told = history.intervals.to_csv(index=False)
    else:
        told = json.dumps([(str(day.file_date), str(day.state_date), day.key) for day in history.moments])
    return hashlib.sha256(told.encode()).hexdigest()
