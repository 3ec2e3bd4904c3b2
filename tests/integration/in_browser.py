"""What every page in a browser is asked: whether axe-core finds a fault, and whether it is wider
than the screen. Which pages there are is for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FAULTS = """async ([tags, without]) => {
  const result = await axe.run(without.length ? {exclude: without} : document, {
    preload: false, resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}});
  return result.violations.map(
    fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 150)}`);
}"""
# Widths are cheap to try, rules are not: in short they are tried at the narrowest, and in whole at
# every width.
_IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def faults_of(page: Page, *without: str) -> list[str]:
    """What axe-core, which the page must have loaded, finds against WCAG 2.2 AA. `without`:
    selectors of what is not ours."""
    return page.evaluate(_FAULTS, [_RULES, list(without)])


def is_too_wide(page: Page) -> bool:
    """Whether a page must be scrolled sideways."""
    return page.evaluate(_IS_TOO_WIDE)
