"""Read what a user wants refreshed: `live.toml` in the data folder, over the defaults that come with the program."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geodata.errors import InputError
from loaders.user_data import data_folder

FILE = "live.toml"
DEFAULTS = Path(__file__).parent / "defaults.toml"

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,40}$")]
Area = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Code = Annotated[str, Field(pattern=r"^[0-9]{1,4}$")]
Country = Annotated[str, Field(pattern=r"^[^|&=?#]{2,60}$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Layer(_Section):
    """A layer of an ArcGIS server."""

    name: Name
    url: str = Field(pattern=r"^https://[^?#\s]+/(?:FeatureServer|MapServer)/\d+$")
    day: str = Field(default="edited", pattern=r"^\w{1,64}$")
    """The field that holds the day of a feature; "edited" for the day of the layer's last edit."""


class Layers(_Section):
    """Layers that a user lists."""

    layers: tuple[Layer, ...] = ()


class DeepState(_Section):
    """The daily files."""

    days: int = Field(ge=1, le=1000)


class Ucdp(_Section):
    """The yearly release, or the API; and the candidate months after it."""

    release: str = Field(pattern=r"^\d{2}\.\d$")
    api: bool
    candidate: bool = False
    countries: tuple[Code, ...]
    since: date


class Acled(_Section):
    """Which events of the user's own account."""

    countries: tuple[Country, ...] = Field(min_length=1)
    days: int = Field(ge=1, le=20000)


class Hdx(_Section):
    """Which monthly counts."""

    locations: tuple[Area, ...] = Field(min_length=1)
    since: date


class GeoBoundaries(_Section):
    """Whose first-level regions."""

    areas: tuple[Area, ...]


class Settings(_Section):
    """What is refreshed."""

    isw: Layers
    hazard: Layers
    deepstate: DeepState
    ucdp: Ucdp
    acled: Acled
    hdx: Hdx
    geoboundaries: GeoBoundaries


def load_settings() -> Settings:
    """Return what is refreshed.

    Raises
    ------
    InputError
        `live.toml` is no TOML, or has a section or value that is not known; the message names it.
    """
    sections: dict[str, Any] = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    try:
        sections |= tomllib.loads((data_folder() / FILE).read_text(encoding="utf-8"))
        return Settings.model_validate(sections)
    except FileNotFoundError:
        return Settings.model_validate(sections)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{FILE} in the data folder: expected TOML, got: {error}."
        raise InputError(message) from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        message = f"{FILE} in the data folder: {faults}."
        raise InputError(message) from error
