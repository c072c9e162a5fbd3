// The page Read. Letters decide on the draft in focus (keys.js: j k a e r); here: m, u and t act on it, digits choose a kind,
// n and p go to another text, s selects words of the text. Files pasted or dropped on the form are taken. Without scripts the
// links, buttons and the field for typed words do it all.
(function () {
  "use strict";
  var text = document.querySelector("[data-text]");
  var form = document.querySelector("form[data-select]");
  var selecting = false;

  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "radio" && target.type !== "checkbox";
  }
  function tell(hidden) {
    document.getElementById("selecting").hidden = hidden;
  }

  // -- where a point of the page stands in the text, in code points -------------------------------------------
  // Each stretch knows where it begins; numbers of drafts between the words are no part of the text.
  function holder(node) {
    var element = node.nodeType === 1 ? node : node.parentElement;
    return element && element.closest("[data-at]");
  }
  function offsetOf(node, offset) {
    var stretch = holder(node);
    if (stretch && node.nodeType === 3) {
      return Number(stretch.dataset.at) + Array.from(node.data.slice(0, offset)).length;
    }
    // Between stretches: the beginning of the first one after the point, or the end of the text.
    var all = text.querySelectorAll("[data-at]");
    var point = document.createRange();
    point.setStart(node, offset);
    for (var i = 0; i < all.length; i++) {
      var inside = document.createRange();
      inside.selectNodeContents(all[i]);
      if (point.compareBoundaryPoints(Range.START_TO_START, inside) <= 0) return Number(all[i].dataset.at);
    }
    var last = all[all.length - 1];
    return last ? Number(last.dataset.at) + Array.from(last.textContent).length : 0;
  }
  // The words between two points, as they stand in the text: of each stretch what lies within.
  function wordsBetween(start, end) {
    var found = "";
    text.querySelectorAll("[data-at]").forEach(function (stretch) {
      var at = Number(stretch.dataset.at);
      var letters = Array.from(stretch.textContent);
      if (at < end && at + letters.length > start) {
        found += letters.slice(Math.max(0, start - at), end - at).join("");
      }
    });
    return found;
  }
  function taken() {
    var chosen = window.getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return null;
    var range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    var start = offsetOf(range.startContainer, range.startOffset);
    var end = offsetOf(range.endContainer, range.endOffset);
    var words = wordsBetween(start, end);
    var before = Array.from(words).length - Array.from(words.trimStart()).length;
    return words.trim() ? { start: start + before, words: words.trim() } : null;
  }
  function fill() {
    var chosen = taken();
    if (!chosen || !form) return false;
    form.elements.start.value = chosen.start;
    form.elements.quote.value = chosen.words;
    return true;
  }

  if (text && form) {
    document.addEventListener("selectionchange", fill);
    // Whoever types the words means wherever they stand.
    form.elements.quote.addEventListener("input", function () { form.elements.start.value = ""; });
    // Selecting by keyboard: the text takes a caret as a field does, and nothing can be changed in it.
    ["beforeinput", "paste", "drop", "cut"].forEach(function (kind) {
      text.addEventListener(kind, function (event) { event.preventDefault(); });
    });
    text.addEventListener("keydown", function (event) {
      if (!selecting) return;
      if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        event.stopPropagation();
        var found = event.key === "Enter" && fill();
        leave();
        if (found) form.elements.kind.focus(); else text.focus();
      }
    });
    text.addEventListener("blur", leave);
  }
  function enter(draft) {
    selecting = true;
    text.setAttribute("contenteditable", "true");
    text.setAttribute("spellcheck", "false");
    text.focus();
    var span = draft && text.querySelector('[data-of~="' + draft.dataset.draft + '"] [data-at]');
    var place = (span || text.querySelector("[data-at]")).firstChild;
    if (place) window.getSelection().collapse(place, 0);
    if (span) span.scrollIntoView({ block: "center" });
    tell(false);
  }
  function leave() {
    if (!selecting) return;
    selecting = false;
    text.removeAttribute("contenteditable");
    tell(true);
  }

  // -- keys ----------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || selecting || typing(event.target)) return;
    var draft = event.target.closest && event.target.closest("[data-draft]");
    if (/^[0-9]$/.test(event.key)) {
      var kind = document.querySelector('[data-digit="' + event.key + '"]');
      if (kind) { event.preventDefault(); kind.click(); }
    } else if (event.key === "n" || event.key === "p") {
      var link = document.querySelector(event.key === "n" ? 'a[rel="next"]' : 'a[rel="prev"]');
      if (link) { event.preventDefault(); link.click(); }
    } else if (event.key === "s" && text && form) {
      event.preventDefault();
      enter(draft);
    } else if (draft && "mut".indexOf(event.key) >= 0) {
      var control = draft.querySelector('[data-key="' + event.key + '"]');
      if (!control) return;
      event.preventDefault();
      control.click();
      var inside = event.key === "m" && control.parentElement.open && control.parentElement.querySelector("select");
      if (inside) inside.focus();
    }
  });
  // The number of a draft in the text leads to the draft, a quotation to its words; both take the focus at once. The
  // browser's own way there sets the focus a frame later, which a quick hand would feel: the next key would go astray.
  document.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    var link = event.target.closest && event.target.closest('a[href^="#draft-"], a[href^="#span-"]');
    var place = link && document.querySelector(link.getAttribute("href"));
    if (!place) return;
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    place.scrollIntoView({ block: "nearest" });
    place.focus();
  });
  // After a decision the hands stay where they were: the next open draft is in focus.
  function land() {
    var here = /^#draft-\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (!here) return;
    while (here && here.matches("[data-draft]") && !here.matches(".open")) here = here.nextElementSibling;
    (here || document.querySelector(location.hash)).focus();
  }
  // After the first frame, in which the browser itself goes to the draft that the address names.
  window.addEventListener("load", function () {
    requestAnimationFrame(function () { requestAnimationFrame(land); });
  });
  // A stretch under the pointer, or with its number in focus, lights up the drafts that it shows.
  ["focusin", "focusout", "mouseover", "mouseout"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var mark = event.target.closest && event.target.closest("mark[data-of]");
      if (!mark) return;
      mark.dataset.of.split(" ").forEach(function (number) {
        var draft = document.getElementById("draft-" + number);
        if (draft) draft.classList.toggle("lit", kind === "focusin" || kind === "mouseover");
      });
    });
  });

  // -- files pasted or dropped ---------------------------------------------------------------------------------
  var upload = document.querySelector("form[data-takes-files]");
  function take(event, data) {
    if (!data || !data.files || !data.files.length) return;
    event.preventDefault();
    upload.querySelector('input[type="file"]').files = data.files;
  }
  if (upload) {
    upload.addEventListener("dragover", function (event) { event.preventDefault(); });
    upload.addEventListener("drop", function (event) { take(event, event.dataTransfer); });
    upload.addEventListener("paste", function (event) { take(event, event.clipboardData); });
  }
})();
