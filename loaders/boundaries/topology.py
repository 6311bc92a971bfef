"""Decode a TopoJSON file into features with plain longitude and latitude rings.

Deals in `Feature` records; coordinates are degrees, EPSG:4326, as the file's quantisation gives them. A
TopoJSON file stores each stretch of border once and lets both neighbours refer to it, so that decoded
borders match vertex by vertex. Does not repair anything: see antimeridian.py and coverage.py.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.errors import TableError

Ring = npt.NDArray[np.float64]
"""A closed ring: one row a vertex, longitude and latitude in degrees."""


@dataclass(frozen=True)
class Feature:
    """One drawn feature as its file has it."""

    unit: str
    """The file's code of the feature (`a3`)."""
    polygons: tuple[tuple[Ring, ...], ...]
    """Its polygons, each an outer ring followed by its holes; rings may be degenerate or jump at ±180°."""


def read_features(text: str | bytes, layer: str) -> list[Feature]:
    """Give the features of one layer of a TopoJSON file.

    Raises
    ------
    TableError
        When the file is not quantised TopoJSON, has no such layer, or a feature is not polygonal or has
        no `a3`.
    """
    topology = json.loads(text)
    if topology.get("type") != "Topology" or "transform" not in topology:
        message = "TopoJSON: expected a quantised Topology, got something else; check the pinned package."
        raise TableError(message)
    if layer not in topology["objects"]:
        found = ", ".join(sorted(topology["objects"]))
        message = f"TopoJSON: expected a layer {layer}, got {found}; check the pinned package."
        raise TableError(message)
    arcs = _decode_arcs(topology)
    return [_decode_feature(each, arcs) for each in topology["objects"][layer]["geometries"]]


def _decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Turn the file's integer steps into coordinates in degrees."""
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc, dtype=np.int64), axis=0) * scale + shift for arc in topology["arcs"]]


def _decode_feature(geometry: dict[str, Any], arcs: list[Ring]) -> Feature:
    """Join the arcs of one feature into rings."""
    unit = geometry.get("properties", {}).get("a3")
    if not unit:
        message = f"TopoJSON, feature {geometry.get('id')}: no a3; check the pinned package."
        raise TableError(message)
    kind = geometry["type"]
    if kind not in ("Polygon", "MultiPolygon"):
        message = f"TopoJSON, feature {unit}: expected polygons, got {kind}; check the pinned package."
        raise TableError(message)
    polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
    rings = tuple(tuple(_join(ring, arcs) for ring in polygon) for polygon in polygons)
    return Feature(unit=unit, polygons=rings)


def _join(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Chain arcs into one ring; a negative number is an arc walked backwards (TopoJSON, section 2.1.4)."""
    return np.concatenate(list(_pieces(numbers, arcs)))


def _pieces(numbers: list[int], arcs: list[Ring]) -> Iterator[Ring]:
    for position, number in enumerate(numbers):
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield arc if position == 0 else arc[1:]
