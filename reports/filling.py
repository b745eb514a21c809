"""A page from its template: one file with its style and its script, and nothing from elsewhere."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from propbench.bench.plain_text import visible
from propbench.reports.drawing.style import Palette

_TEMPLATES = Path(__file__).parent / "pages" / "template"
_SCRIPTS = ("script.js", "readout.js")


def filled(template: str, styles: Palette, **content: Any) -> str:
    """The whole page as text. `styles` are those of the implementations, in the order of their
    colours; `content` is what the template names besides."""
    templates = _templates()
    css = templates.get_template("style.css").render(styles=styles)
    text: str = templates.get_template(template).render(
        marks={name: (i, style.glyph) for i, (name, style) in enumerate(styles.items())},
        css=Markup(css),  # noqa: S704, ours
        script=Markup(script()),  # noqa: S704, ours
        css_hash=_hash(css),
        script_hash=_hash(script()),
        **content,
    )
    return visible(text)


def script() -> str:
    """All that runs on a page."""
    return "".join((_TEMPLATES / name).read_text("utf-8") for name in _SCRIPTS)


def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["breakable"] = _breakable
    return templates


def _breakable(name: str) -> Markup:
    """A name that may break after an underscore."""
    return escape(name).replace("_", Markup("_<wbr>"))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
