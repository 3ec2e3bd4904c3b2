/* The search box: filters the names in plaatsen.js. The lists on the page do the same without it. */
"use strict";
(() => {
  const form = document.getElementById("zoek"), box = document.getElementById("zoek-tekst");
  const list = document.getElementById("zoek-lijst"), said = document.getElementById("zoek-aantal");
  const most = 12, root = form.dataset.root;
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/['’`]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  const areas = PLAATSEN.gebieden.map(([name, path]) => ({name, path, key: plain(name)}));
  const places = PLAATSEN.plaatsen.split("\n").filter(Boolean).map(line => {
    const cut = line.lastIndexOf("|"), name = line.slice(0, cut);
    return {name, key: plain(name), areas: line.slice(cut + 1).split(",").map(at => areas[at])};
  });
  const fits = (key, words) => key.startsWith(words) ? 2 : (" " + key).includes(" " + words) ? 1 : 0;
  function search(text) {
    const code = /^\s*(\d{1,4})\s?[a-z]{0,2}\s*$/i.exec(text);
    const words = code ? code[1] : plain(text);
    if (words.length < 2) return [];
    const hits = [];
    if (!code) for (const area of areas)
      if (fits(area.key, words)) hits.push({rank: 3 + fits(area.key, words), text: area.name, path: area.path});
    for (const place of places) {
      const rank = fits(place.key, words) + (place.key === words ? 9 : 0);
      if (rank) for (const area of place.areas)
        hits.push({rank, text: place.name + ": " + area.name, path: area.path});
    }
    return hits.sort((one, other) => other.rank - one.rank);
  }
  function show() {
    const hits = search(box.value), shown = hits.slice(0, most);
    list.replaceChildren(...shown.map(hit => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = root + hit.path;
      link.className = "utrecht-link";
      link.textContent = hit.text;
      item.append(link);
      return item;
    }));
    said.textContent = plain(box.value).length < 2 ? ""
      : !hits.length ? "Niets gevonden. Kies uit de lijst hieronder."
      : hits.length > most ? `De eerste ${most} van ${hits.length}. Typ meer om minder te zien.`
      : hits.length === 1 ? "1 gevonden." : `${hits.length} gevonden.`;
  }
  form.hidden = false;
  box.addEventListener("input", show);
  form.addEventListener("submit", event => {
    event.preventDefault();
    show();
    const first = list.querySelector("a");
    if (first) first.focus();
  });
  show();
})();
