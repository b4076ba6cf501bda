// Says whether the words being typed are saved, and never lets a page go with words that are not.
// htmx sends them; the server's answer stands beside the form, so that what is typed meanwhile stays.
(() => {
  "use strict";

  const unsaved = new Map(); // form -> how many changes were made since the last one that was sent
  const sending = new Set();
  const waiting = new Set(); // forms whose button was pressed while words were on their way

  const editorOf = (event) => event.target.closest && event.target.closest("form.provision-editor");

  function say(form, words) {
    let line = form.querySelector(".autosave .save-state");
    if (!line) {
      line = document.createElement("p");
      line.className = "save-state small-print";
      form.querySelector(".autosave").append(line);
    }
    if (line.textContent.trim() !== words) line.textContent = words;
  }

  function colliding(form) {
    return form.querySelector("[data-collision]") !== null;
  }

  document.addEventListener("input", (event) => {
    const form = editorOf(event);
    if (!form) return;
    unsaved.set(form, (unsaved.get(form) || 0) + 1);
    if (!sending.has(form) && !colliding(form)) say(form, form.dataset.unsaved);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = editorOf(event);
    if (!form || event.detail.elt !== form) return;
    sending.add(form);
    unsaved.set(form, 0);
    if (!colliding(form)) say(form, form.dataset.saving);
  });

  // A page to sign in is no answer to what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig.elt;
    if (!form.matches("form.provision-editor")) return;
    const answered = new URL(event.detail.xhr.responseURL).pathname;
    if (answered !== new URL(form.action).pathname) {
      event.detail.shouldSwap = false;
      event.detail.isError = true;
      event.detail.signedOut = true;
      say(form, form.dataset.signedOut);
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = editorOf(event);
    if (!form || event.detail.elt !== form) return;
    sending.delete(form);
    const saved = event.detail.xhr.status === 200 && !event.detail.signedOut;
    if (!saved) {
      unsaved.set(form, (unsaved.get(form) || 0) + 1);
      if (![409, 422].includes(event.detail.xhr.status) && !event.detail.signedOut) say(form, form.dataset.failed);
    } else if (unsaved.get(form)) {
      say(form, form.dataset.unsaved);
    }
    if (waiting.delete(form)) {
      unsaved.delete(form);
      form.requestSubmit();
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    // Words opened in the outline are written at once; what somebody else wrote is brought into view.
    if (target.matches(".draft-row")) target.querySelector("textarea")?.focus();
    target.querySelector("[data-collision]")?.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("submit", (event) => {
    const form = editorOf(event);
    if (!form) return;
    if (sending.has(form) && !event.submitter?.name) {
      event.preventDefault();
      waiting.add(form);
      return;
    }
    unsaved.delete(form);
  });

  window.addEventListener("beforeunload", (event) => {
    for (const [form, changes] of unsaved) {
      if (changes && form.isConnected) event.preventDefault();
    }
  });
})();
