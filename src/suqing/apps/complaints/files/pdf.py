"""HTML to PDF, without a file or an address fetched."""

from suqing.kernel.errors import NotReady


def pdf_of(html: str) -> bytes:
    """NotReady where the machine lacks what PDF needs."""
    try:
        from weasyprint import HTML  # takes over a second to import: only who asks pays
    except OSError as problem:
        raise NotReady(f"生成PDF缺少系统组件（{problem}）", "安装 libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0 和中文字体后重试") from problem
    return bytes(HTML(string=html, url_fetcher=_fetch_nothing).write_pdf())


def _fetch_nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """The page needs no file and no address; words of a complainant that reach the page as markup get none either."""
    raise ValueError(f"a page made of a case fetches nothing, asked for {url[:80]}")
