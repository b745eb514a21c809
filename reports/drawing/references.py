"""What a mark is compared with: lines and grounds across a panel, the same for every name."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from propbench.reports.drawing.marks import Chart, Mark
from propbench.reports.drawing.scales import Direction
from propbench.reports.drawing.style import GREY


def line_at(value: float, axis: Direction = "y", *, width: float = 1.6, style: str = "-") -> Mark:
    """A grey line across the panel, such as that of no difference."""

    def draw(ax: Axes, _: pd.DataFrame, __: Chart) -> None:
        (ax.axhline if axis == "y" else ax.axvline)(
            value, color=GREY, linewidth=width, linestyle=style
        )

    return draw


def proportional(x: str, y: str, words: str) -> Mark:
    """A dashed grey line along which `y` grows as `x` does, under the last of the lowest points on
    two logarithmic axes, with `words` in the corner below it."""

    def draw(ax: Axes, part: pd.DataFrame, _: Chart) -> None:
        if part[x].nunique() < 2:
            return
        last = float(part[x].max())
        under = float(part.loc[part[x] == last, y].min()) / 2
        ends = (last, under), (last / 10, under / 10)
        ax.axline(*ends, color=GREY, linewidth=1.2, linestyle="--")
        ax.text(0.98, 0.02, words, transform=ax.transAxes, ha="right", va="bottom", size=9)

    return draw


def band(low: float, high: float, axis: Direction = "y") -> Mark:
    """A grey ground between two values."""

    def draw(ax: Axes, _: pd.DataFrame, __: Chart) -> None:
        place, size = ((0, low), (1, high - low)) if axis == "y" else ((low, 0), (high - low, 1))
        across = ax.get_yaxis_transform() if axis == "y" else ax.get_xaxis_transform()
        # An artist, so that the ground does not widen the axis.
        ground = Rectangle(place, *size, color=GREY, alpha=0.15, linewidth=0)
        ground.set_transform(across)
        ax.add_artist(ground)

    return draw
