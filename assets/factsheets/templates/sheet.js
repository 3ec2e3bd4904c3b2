"use strict";
// What the page adds where scripts run: tables that sort, and a filter by theme and area. It makes
// no request and keeps nothing. Without it every row is there, in the order of the sheet.
(() => {
  const status = document.getElementById("stand");
  const filter = document.getElementById("filter");

  // A row with the interpretation below it moves with the row that it is about.
  const withRemarks = (body) => {
    const units = [];
    for (const row of body.rows) {
      if (row.classList.contains("duiding")) units.at(-1).push(row);
      else if (!row.classList.contains("groep")) units.push([row]);
    }
    return units;
  };

  const valueOf = (row, at) => {
    const cell = row.cells[at];
    if (cell.dataset.waarde !== undefined) return cell.dataset.waarde;
    return cell.classList.contains("getal") ? null : cell.textContent.trim() || null;
  };

  const compared = (one, other) =>
    isNaN(one) || isNaN(other) ? one.localeCompare(other, "nl", { numeric: true }) : one - other;

  // What is not known stays at the end, whichever way the others go.
  const ordered = (units, at, sign) =>
    [...units].sort(([one], [other]) => {
      const [a, b] = [valueOf(one, at), valueOf(other, at)];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * compared(a, b);
    });

  for (const table of document.querySelectorAll("table")) {
    const bodies = [...table.tBodies];
    const original = bodies.map(withRemarks);
    if (!original.some((units) => units.length > 2)) continue;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const orders = head.classList.contains("getal")
        ? ["descending", "ascending"]
        : ["ascending", "descending"];
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        const sign = next === "descending" ? -1 : 1;
        bodies.forEach((body, number) => {
          const units = next ? ordered(original[number], at, sign) : original[number];
          body.append(...units.flat());
        });
        const words = { ascending: "oplopend", descending: "aflopend" };
        status.textContent = next
          ? `Gesorteerd op ${button.textContent.trim()}, ${words[next]}.`
          : "Weer in de volgorde van de factsheet.";
      });
    });
  }

  if (!filter) return;
  const choices = [...filter.querySelectorAll("select")];
  const told = document.getElementById("filterstand");
  const apply = () => {
    let shown = 0;
    let all = 0;
    for (const row of document.querySelectorAll("tr[data-thema], tr[data-soort], tr[data-gebied]")) {
      const differs = choices.some(
        (choice) =>
          choice.value !== "" &&
          row.dataset[choice.name] !== undefined &&
          row.dataset[choice.name] !== choice.value,
      );
      row.hidden = differs;
      const below = row.nextElementSibling;
      if (below && below.classList.contains("duiding")) below.hidden = differs;
      all += 1;
      shown += !differs;
    }
    for (const table of document.querySelectorAll("table")) {
      for (const body of table.tBodies) {
        body.hidden = withRemarks(body).every(([row]) => row.hidden);
      }
      const box = table.parentElement;
      box.hidden = [...table.tBodies].every((body) => body.hidden);
      if (box.nextElementSibling?.classList.contains("niets"))
        box.nextElementSibling.hidden = !box.hidden;
    }
    const chosen = choices.filter((choice) => choice.value !== "").map((choice) => choice.value);
    told.textContent = chosen.length
      ? `Gekozen: ${chosen.join(", ")}. ${shown} van de ${all} rijen worden getoond.`
      : "";
  };
  choices.forEach((choice) => choice.addEventListener("change", apply));
  filter.hidden = false;
  apply(); // a browser may have kept a choice
})();
