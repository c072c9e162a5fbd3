// Keys for officers: "/" goes to the search field; in a list of drafts j and k move, a, e and r act.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("find").focus();
    return;
  }
  if (typing) return;
  var drafts = Array.prototype.slice.call(document.querySelectorAll("[data-draft]"));
  if (!drafts.length) return;
  var here = drafts.findIndex(function (d) { return d.contains(document.activeElement); });
  if (event.key === "j" || event.key === "k") {
    var next = event.key === "j" ? Math.min(here + 1, drafts.length - 1) : Math.max(here - 1, 0);
    drafts[next].focus();
    event.preventDefault();
  } else if (here >= 0 && "aer".indexOf(event.key) >= 0) {
    var control = drafts[here].querySelector('[data-key="' + event.key + '"]');
    if (control) { event.preventDefault(); control.click(); }
  }
});
// A draft lights up the stretches of text that show it, and the other way round.
function light(id, on) {
  document.querySelectorAll('[data-of~="' + id + '"]').forEach(function (mark) { mark.classList.toggle("lit", on); });
}
["focusin", "focusout", "mouseover", "mouseout"].forEach(function (kind) {
  document.addEventListener(kind, function (event) {
    var draft = event.target.closest && event.target.closest("[data-draft]");
    if (draft) light(draft.dataset.draft, kind === "focusin" || kind === "mouseover");
  });
});
