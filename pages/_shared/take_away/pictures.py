"""The three pairs as pictures, drawn without a browser and without the network."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING, Any

import vl_convert

from pages._shared import theme
from pages._shared.charts import attainment_spread, payout_curve, quota_fit

if TYPE_CHECKING:
    from pages._shared.charts.marks import Marks
    from pages._shared.take_away.story import Story

_WIDTH = 620
_NO_CLOCK = (2000, 1, 1, 0, 0, 0)


def pictures(story: Story, last_year: float | None = None) -> bytes:
    """ZIP with one PNG and one SVG of each pair, its sentence as the title."""
    colours, panels, said = theme.LIGHT, len(story.sides), story.said
    drawn = {
        "median_attainment": (
            attainment_spread.spec(colours, panels),
            attainment_spread.rows(story.sides, last_year),
        ),
        "fit_in_band": (quota_fit.spec(colours, panels), quota_fit.rows(story.sides)),
        "payout": (payout_curve.spec(colours, panels), payout_curve.rows(story.sides)),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, (spec, rows) in drawn.items():
            whole = _whole(spec, rows, said[key])
            name = key.replace("_", "-")
            _add(archive, f"{name}.png", vl_convert.vegalite_to_png(whole, scale=2))
            _add(archive, f"{name}.svg", vl_convert.vegalite_to_svg(whole).encode())
    return file.getvalue()


def _whole(spec: dict[str, Any], rows: Marks, said: tuple[str, str]) -> dict[str, Any]:
    """Spec with its data and title inside; the prebuilt one stays as it is."""
    whole = copy.deepcopy(spec)
    whole["datasets"] = {name: table.to_pylist() for name, table in rows.items()}
    whole["width"] = _WIDTH
    whole["background"] = theme.LIGHT.background
    whole["title"] = {"text": said[0], "subtitle": said[1], "anchor": "start"}
    return whole


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _NO_CLOCK), content)
