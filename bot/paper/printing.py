"""From a template and its values to HTML, and from HTML to a tagged PDF. Nothing is fetched for it."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  (slow, and needed seldom)

    loader = PackageLoader("bot.paper")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def filled(template: str, **values: Any) -> str:
    """A page: the template of that name in ``bot/paper/templates``, filled in.

    Values are plain text, escaped here; ``markupsafe.Markup`` goes in as it is. A value that is missing is an error.
    """
    return _templates().get_template(template).render(**values)


def pdf(html: str) -> bytes:
    """The page as a tagged PDF (PDF/UA-1): it takes a second or more, so that it belongs into a thread of its own.

    ``html`` is a whole page, with ``lang`` and a title of its own; its fonts are those of the machine (DejaVu),
    its pictures are ``data:`` addresses.

    Raises:
        ValueError: the page asks for anything that is not in it.
    """
    # Half a second, and libraries of the system that a start without documents does not need.
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    class Refusing(URLFetcher):
        """Opens what the page itself holds."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise FatalURLFetchingError(url)
            return super().fetch(url, headers)

    try:
        printed: bytes = HTML(string=html, url_fetcher=Refusing()).write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise ValueError(f"the page asks for something from outside: {error}") from None
    return printed
