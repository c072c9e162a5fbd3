// Sessions by keyboard. In the agenda and in a delegation Alt+↑ and Alt+↓ move a row; in session one digit chooses the
// kind of decision, Ctrl+Enter records it, [ and ] go to the item before and after. Without scripts the buttons do it all.
(function () {
  "use strict";
  var editor = document.querySelector("[data-rows]");
  var decide = document.querySelector("form[data-decide]");

  function tell(text) {
    var place = document.getElementById("told");
    if (place) place.textContent = text;
  }

  // -- rows that are moved ---------------------------------------------------------------------------------
  function renumber() {
    editor.querySelectorAll("[data-row]").forEach(function (row, n) {
      var number = row.querySelector("[data-number]");
      if (number) number.textContent = (n + 1).toLocaleString(document.documentElement.lang);
    });
  }
  function move(row, down) {
    var other = down ? row.nextElementSibling : row.previousElementSibling;
    if (!other || !other.matches("[data-row]")) return false;
    var focused = document.activeElement;
    if (down) other.after(row); else other.before(row);
    if (row.contains(focused)) focused.focus();
    renumber();
    tell(editor.dataset.moved.replace("#", row.querySelector("[data-number]").textContent));
    return true;
  }
  if (editor) {
    editor.addEventListener("keydown", function (event) {
      var row = event.target.closest("[data-row]");
      if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        move(row, event.key === "ArrowDown");
      }
    });
    editor.addEventListener("click", function (event) {
      var button = event.target.closest("button[data-move]");
      if (!button) return;
      event.preventDefault();
      move(button.closest("[data-row]"), button.dataset.move === "down");
      button.focus();
    });
    window.addEventListener("beforeunload", function (event) {
      if (editor.dataset.touched && !editor.dataset.sent) event.preventDefault();
    });
    editor.closest("form").addEventListener("input", function () { editor.dataset.touched = "1"; });
    editor.closest("form").addEventListener("submit", function () { editor.dataset.sent = "1"; });
  }

  // -- the decision that is being recorded -----------------------------------------------------------------
  function shown() {
    var chosen = decide.querySelector('input[name="kind"]:checked');
    decide.querySelectorAll("[data-kinds]").forEach(function (part) {
      part.hidden = !(chosen && part.dataset.kinds.split(" ").indexOf(chosen.value) >= 0);
      part.querySelectorAll("input, select").forEach(function (control) { control.disabled = part.hidden; });
    });
  }
  function choose(digit) {
    var kind = decide.querySelector('input[name="kind"][data-digit="' + digit + '"]');
    if (!kind) return false;
    kind.checked = true;
    shown();
    decide.querySelector("textarea").focus();
    tell(kind.parentElement.textContent.trim());
    return true;
  }
  if (decide) {
    shown();
    decide.addEventListener("change", shown);
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "radio";
      if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
        event.preventDefault();
        decide.requestSubmit();
      } else if (event.ctrlKey || event.metaKey) {
        return;
      } else if (/^Digit[1-9]$/.test(event.code) && (event.altKey || !typing)) {
        if (choose(event.code.slice(5))) event.preventDefault();
      } else if (!typing && !event.altKey && (event.key === "[" || event.key === "]")) {
        var link = document.querySelector(event.key === "[" ? 'a[rel="prev"]' : 'a[rel="next"]');
        if (link) link.click();
      }
    });
  }
})();
