"""Make a time-lapse: numbered stills, and a GIF and an MP4 encoded from them.

Every still is the very file that a snapshot of its day gives, with day, legend and sources; the moving pictures hold
the same stills and nothing between them. The same stills give the same bytes.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.dataset.files import FIRST_DAY_OF_ZIP
from dashboard.export.file_format import Format
from dashboard.export.snapshot import take
from geodata.errors import MinelineError

if TYPE_CHECKING:
    from PIL.Image import Image

FRAMES_A_SECOND = 10
"""The pace of the MP4; a still stands for as many of its frames as its time asks."""

WIDEST_GIF_PX = 1000
COLOURS_OF_GIF = 192
LAST_HOLDS = 3
"""The last still stands this many times as long as the others."""


class StoppedError(MinelineError):
    """A time-lapse was stopped before it was whole."""


@dataclass(frozen=True)
class Film:
    """The files of a time-lapse."""

    stem: str
    stills: tuple[Path, ...]
    gif: Path
    mp4: Path


def make_film(
    asked: Sequence[dict[str, str]],
    folder: Path,
    *,
    seconds: float = 0.6,
    tell: Callable[[int, int], None] = lambda done, of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Film:
    """Write the stills of these questions into a folder, then the moving pictures.

    Parameters
    ----------
    asked
        What `dashboard.timelapse.span.questions` gives.
    folder
        Where the files go; made where it is not there.
    seconds
        How long a still stands; the last one longer.
    tell
        Called with how many steps are done, and of how many: a step a still, and one for the moving pictures.
    stopped
        Asked before each still; where it says yes, nothing further is made.

    Raises
    ------
    InputError
        A question is not valid.
    StoppedError
        It was stopped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stills: list[Path] = []
    for number, query in enumerate(asked, start=1):
        if stopped():
            message = f"Stopped after {number - 1} of {len(asked)} stills."
            raise StoppedError(message)
        shot = take(query, Format.PNG)
        path = folder / f"{number:04d}-{shot.name}"
        path.write_bytes(shot.body)
        stills.append(path)
        tell(number, len(asked) + 1)
    stem = _stem(stills)
    film = Film(stem, tuple(stills), folder / f"{stem}.gif", folder / f"{stem}.mp4")
    film.gif.write_bytes(gif_of(stills, seconds))
    film.mp4.write_bytes(mp4_of(stills, seconds))
    tell(len(asked) + 1, len(asked) + 1)
    return film


def gif_of(stills: Sequence[Path], seconds: float) -> bytes:
    """Return a GIF of the stills, at most `WIDEST_GIF_PX` wide, with one set of colours; it begins anew at its end."""
    from PIL import Image

    pictures = (_small(path) for path in stills)
    first = next(pictures)
    # The colours of the first and the last still, side by side: classes come and go in between.
    both = Image.new("RGB", (first.width, first.height * 2))
    both.paste(first, (0, 0))
    both.paste(_small(stills[-1]), (0, first.height))
    palette = both.quantize(COLOURS_OF_GIF, dither=Image.Dither.NONE)
    drawn = [one.quantize(palette=palette, dither=Image.Dither.NONE) for one in (first, *pictures)]
    times = [round(seconds * 1000)] * (len(drawn) - 1) + [round(seconds * 1000 * LAST_HOLDS)]
    out = io.BytesIO()
    drawn[0].save(out, "GIF", save_all=True, append_images=drawn[1:], duration=times, loop=0, optimize=False)
    return out.getvalue()


def mp4_of(stills: Sequence[Path], seconds: float) -> bytes:
    """Return an MP4 (H.264, 4:2:0) of the stills in their own size, made even where it is odd."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        pictures = _even(stills)
        first = next(pictures)
        options = {"crf": "18", "preset": "fast", "tune": "stillimage", "threads": "1", "flags": "+bitexact"}
        options["x264-params"] = "cpu-independent=1"  # else a processor picks its own roundings
        from_image: Any = av.VideoFrame.from_image
        stream: Any = container.add_stream("libx264", rate=FRAMES_A_SECOND, options=options)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        stream.time_base = Fraction(1, FRAMES_A_SECOND)
        held = max(1, round(seconds * FRAMES_A_SECOND))
        place = 0
        for number, picture in enumerate((first, *pictures), start=1):
            frame = from_image(picture)
            for _ in range(held * (LAST_HOLDS if number == len(stills) else 1)):
                frame.pts = place
                container.mux(stream.encode(frame))
                place += 1
        container.mux(stream.encode(None))
    return out.getvalue()


def zip_of(film: Film) -> bytes:
    """Return the numbered stills in one archive, without times, so that the same stills give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in film.stills:
            entry = zipfile.ZipInfo(path.name, FIRST_DAY_OF_ZIP)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()


def _small(path: Path) -> "Image":
    from PIL import Image

    with Image.open(path) as still:
        picture = still.convert("RGB")
    if picture.width <= WIDEST_GIF_PX:
        return picture
    size = (WIDEST_GIF_PX, round(picture.height * WIDEST_GIF_PX / picture.width))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _even(stills: Iterable[Path]) -> "Iterator[Image]":
    """Give the stills with white added at the right and lower edge where a side is odd."""
    from PIL import Image

    for path in stills:
        with Image.open(path) as still:
            picture = still.convert("RGB")
        size = (picture.width + picture.width % 2, picture.height + picture.height % 2)
        if size != picture.size:
            wider = Image.new("RGB", size, "white")
            wider.paste(picture, (0, 0))
            picture = wider
        yield picture


def _stem(stills: Sequence[Path]) -> str:
    """Return a name from those of the first and last still: what they share, and both their moments."""
    first, last = (path.stem.partition("-")[2] for path in (stills[0], stills[-1]))
    shared = 0
    parts = list(zip(first.split("-"), last.split("-"), strict=False))
    while shared < len(parts) and parts[shared][0] == parts[shared][1]:
        shared += 1
    rest = last.split("-")[shared:]
    return "-".join([first, "to", *rest]) if rest else first
