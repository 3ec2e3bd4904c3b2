"""What the pages share: a head, a table that can be taken along, a chart that has its table.

Which figures are shown is decided in the pages, and how a chart is drawn in `charts`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import words
from dashboard.publication import Publication
from schemas import dutch
from schemas.spreadsheet_safe import safe_texts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROW, _HEAD, _MOST = 35, 38, 420  # the height of a row and of a header, and of the tallest table
_WIDEST, _NARROWEST = 46, 9  # the width of a column of a workbook, in letters


def head(title: str, question: str) -> None:
    """The title of a page, and the question that it answers."""
    st.title(title)
    st.markdown(question)


def table(
    frame: pd.DataFrame,
    name: str,
    *,
    digits: Mapping[str, int] | None = None,
    unknown_to_source: Mapping[str, pd.Series] | None = None,
    missing: str = dutch.UNKNOWN,
    on_row: Callable[[int], None] | None = None,
    empty: str = "Er is niets om te tonen.",
) -> None:
    """A table in Dutch with its downloads. `name`: of the files, and unlike any other on the page.

    `unknown_to_source`: as in `words.with_marks`. `missing`: what stands where there is no figure.
    `on_row`: what a click on a row does, with its position.
    """
    if frame.empty:
        st.info(empty)
        return
    marked = list(unknown_to_source or {})
    choice = st.dataframe(
        words.written(words.with_marks(frame, unknown_to_source or {}), digits),
        hide_index=True,
        height=min(_MOST, _HEAD + _ROW * len(frame)),
        column_config={column: st.column_config.TextColumn(alignment="right") for column in marked},
        placeholder=missing,
        alt=f"Tabel: {name}",
        key=f"tabel {name}",
        on_select="rerun" if on_row else "ignore",
        selection_mode="single-row",
    )
    if on_row and choice.selection.rows:
        on_row(choice.selection.rows[0])
    downloads(frame, name)


def downloads(frame: pd.DataFrame, name: str) -> None:
    """The buttons that give a table as a workbook and as CSV; it is made when one is pressed."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Excel",
            lambda: workbook(frame, name),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx {name}",
            icon=":material/download:",
            on_click="ignore",
            help=f"{name} als Excel-bestand",
        )
        st.download_button(
            "CSV",
            lambda: csv(frame),
            f"{name}.csv",
            "text/csv",
            key=f"csv {name}",
            icon=":material/download:",
            on_click="ignore",
            help=f"{name} als CSV-bestand",
        )


def chart(drawing: alt.Chart, frame: pd.DataFrame, name: str, alt_text: str, **of_table) -> None:
    """A chart with its text alternative, and its table below it. `of_table`: as in `table`."""
    st.altair_chart(drawing, alt=alt_text, key=f"grafiek {name}")
    with st.expander("Als tabel"):
        table(frame, name, **of_table)


def workbook(frame: pd.DataFrame, name: str) -> bytes:
    """The table as a workbook: numbers stay numbers, and no text becomes a formula."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(
        target,
        engine="xlsxwriter",
        date_format="dd-mm-yyyy",
        datetime_format="dd-mm-yyyy",
        engine_kwargs={"options": options},
    ) as writer:
        frame.to_excel(writer, sheet_name="Gegevens", index=False, freeze_panes=(1, 0))
        sheet = writer.sheets["Gegevens"]
        for at, column in enumerate(frame):
            longest = max(len(str(column)), *frame[column].astype(str).str.len(), 0)
            sheet.set_column(at, at, min(_WIDEST, max(_NARROWEST, longest + 2)))
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
        writer.book.set_properties({"title": name, "comments": "Vertrouwelijk"})
    return target.getvalue()


def csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV that a Dutch spreadsheet opens as it is."""
    text = safe_texts(frame).to_csv(index=False, sep=";", decimal=",", date_format="%d-%m-%Y")
    return text.encode("utf-8-sig")


def as_of(publication: Publication) -> str:
    """Of which date the figures are: `tot en met juni 2020, zoals bekend op 21 juli 2021`."""
    found = publication.ask(
        """
        select
            peildatum,
            (select max(periode) from indicatorwaarden where periode_soort = 'maand') as maand
        from publicatie
        """
    ).iloc[0]
    day = dutch.day(found["peildatum"])
    return f"tot en met {dutch.month(found['maand'])}, zoals bekend op {day}"


def provisional(publication: Publication) -> str:
    """Which months may still change, of which source; empty if none may."""
    found = publication.ask(
        "select bron, maand from driehoek_datakwaliteit where volledigheid = 'voorlopig' "
        "order by bron desc, maand"
    )
    told = [
        f"{words.source(source)}: {dutch.enumerated([dutch.month(month) for month in months])}"
        for source, months in found.groupby("bron", sort=False)["maand"]
    ]
    return f"Voorlopig, er kan nog bij komen: {'; '.join(told)}." if told else ""
