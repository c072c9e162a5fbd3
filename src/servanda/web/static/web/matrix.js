// The follow-up matrix by keyboard: j and k (or the arrows) move between rows, e opens the report of a row, x chooses it,
// Escape leaves the report unwritten.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  var table = document.querySelector("[data-matrix]");
  if (!table) return;
  var inside = event.target.closest && event.target.closest("[data-editing]");
  if (inside && event.key === "Escape") {
    event.preventDefault();
    inside.querySelector('[data-key="escape"]').click();
    return;
  }
  if (/^(TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  if (event.target.tagName === "INPUT" && event.target.type !== "checkbox") return;
  var rows = Array.prototype.slice.call(table.querySelectorAll("[data-line]"));
  var here = rows.findIndex(function (row) { return row.contains(document.activeElement); });
  var step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step && rows.length && (here >= 0 || event.key.length === 1)) {
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, here + step))].focus();
  } else if (here >= 0 && (event.key === "e" || event.key === "x")) {
    var control = rows[here].querySelector('[data-key="' + event.key + '"]');
    if (control) { event.preventDefault(); control.click(); }
  }
});
// What is swapped in takes the focus, so that the hands stay on the keys.
document.addEventListener("htmx:load", function (event) {
  var row = event.detail.elt;
  if (!row.matches || !row.matches("[data-line]")) return;
  var field = row.matches("[data-editing]") ? row.querySelector('[name="progress"]') : row;
  if (field) field.focus();
});
