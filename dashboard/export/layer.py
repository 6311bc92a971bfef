"""Group what belongs together on a figure under one name, which becomes the layer's name in the SVG."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes


class Layer(Artist):
    """Artists drawn one after the other, in a group named `layer-…`."""

    def __init__(self, axes: Axes, name: str, artists: Sequence[Artist], zorder: float) -> None:
        super().__init__()
        self.set_gid(f"layer-{name}")
        self.set_zorder(zorder)
        self.members = tuple(artists)
        for artist in self.members:
            artist.set_figure(axes.figure)
            artist.axes = axes
            if not artist.is_transform_set():
                artist.set_transform(axes.transData)
            artist.set_clip_path(axes.patch)
        axes.add_artist(self)

    def draw(self, renderer: Any) -> None:
        """Draw the members in their order."""
        renderer.open_group("layer", gid=self.get_gid())
        for artist in self.members:
            artist.draw(renderer)
        renderer.close_group("layer")
        self.stale = False
