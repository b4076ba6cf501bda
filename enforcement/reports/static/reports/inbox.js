// Keys of the inbox, and ticks that show at once what they lead to. Everything here is also a link, a box or a button.
(() => {
  "use strict";

  const OFF = "inbox-keys-off"; // somebody whose voice or aids type letters turns the keys off
  const HIDDEN = "inbox-keys-hidden"; // somebody who knows the keys needs no list of them
  const inbox = () => document.getElementById("inbox");
  const rows = () => [...document.querySelectorAll(".inbox-row")];
  const ticks = () => [...document.querySelectorAll(".inbox-row .tick")];
  const current = () => document.querySelector(".inbox-row[aria-current]") || document.querySelector(".inbox-row");
  const chosen = new Map(); // what the browser does not keep
  const stored = (name) => {
    try {
      return localStorage.getItem(name) === "1";
    } catch {
      return chosen.get(name) || false;
    }
  };

  function toggle(name) {
    const next = !stored(name);
    chosen.set(name, next);
    try {
      localStorage.setItem(name, next ? "1" : "0");
    } catch {
      // it lasts as long as the page then
    }
    listening();
  }

  function listening() {
    const off = stored(OFF);
    document.documentElement.classList.toggle("keys-listened", !off);
    const button = document.getElementById("keys-off");
    if (!button) return;
    document.getElementById("keys").hidden = off || stored(HIDDEN);
    document.getElementById("keys-shown").hidden = off || !stored(HIDDEN);
    button.parentElement.hidden = false;
    button.textContent = off ? button.dataset.on : button.dataset.off;
    document.querySelectorAll(".tick-group").forEach((box) => (box.hidden = false));
  }

  function choose(row) {
    if (!row) return;
    rows().forEach((one) => one.removeAttribute("aria-current"));
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("a").click();
  }

  function step(by) {
    const all = rows();
    choose(all[all.indexOf(current()) + by]);
  }

  function ticked() {
    if (ticks().some((box) => box.checked)) document.getElementById("ticks").requestSubmit();
    else choose(current());
  }

  function tickGroup(group, checked) {
    group.querySelectorAll(".tick").forEach((box) => (box.checked = checked));
    ticked();
  }

  function press(key) {
    const controls = [...document.querySelectorAll(`#pane [data-key="${key}"]`)];
    const control = controls.find((one) => one.checkVisibility());
    if (!control) return false;
    control.click();
    if (control.matches("summary") && control.parentElement.open) {
      control.parentElement.querySelector("select, input:not([type=hidden]), button")?.focus();
    }
    return true;
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const box = current()?.querySelector(".tick");
      if (box) box.checked = !box.checked;
      if (box) ticked();
    },
    X: () => {
      const group = current()?.closest(".inbox-group");
      if (group) tickGroup(group, [...group.querySelectorAll(".tick")].some((box) => !box.checked));
    },
    "?": () => toggle(HIDDEN),
    "/": () => {
      const filter = document.querySelector(".inbox-filter");
      filter.open = true;
      filter.querySelector("input[type=text], select")?.focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !inbox() || stored(OFF)) return;
    if (event.target.closest("select, textarea, input:not([type=checkbox]), [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.repeat && !"jk".includes(event.key)) return;
    const act = KEYS[event.key];
    if (act) act();
    else if (!/^[a-z0-9]$/.test(event.key) || !press(event.key)) return;
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".tick-group")) tickGroup(event.target.closest(".inbox-group"), event.target.checked);
    else if (event.target.matches(".inbox-row .tick")) ticked();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest(".inbox-row a")?.closest(".inbox-row");
    if (row) {
      rows().forEach((one) => one.removeAttribute("aria-current"));
      row.setAttribute("aria-current", "true");
      ticks().forEach((box) => (box.checked = false));
      document.querySelectorAll(".tick-group").forEach((box) => (box.checked = false));
    }
    const all = event.target.closest(".group-all")?.closest(".inbox-group");
    if (all) {
      ticks().forEach((box) => (box.checked = all.contains(box)));
      document.querySelectorAll(".tick-group").forEach((box) => (box.checked = all.contains(box)));
    }
    if (event.target.closest("#keys-off")) toggle(OFF);
    if (event.target.closest("#keys-shown")) toggle(HIDDEN);
  });

  // An answer that is not the inbox (a page to sign in, another room) is gone to, not put inside it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseText.includes('id="inbox"')) return;
    event.detail.shouldSwap = false;
    if (event.detail.xhr.status < 400) window.location.assign(event.detail.xhr.responseURL);
  });

  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, () => {
      const box = document.createElement("div");
      box.className = "message message-error";
      box.setAttribute("role", "alert");
      box.append(document.createElement("p"));
      box.firstChild.textContent = inbox().dataset.failed;
      document.getElementById("flash").replaceChildren(box);
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "pane") {
      inbox().classList.add("inbox-chosen");
      document.getElementById("pane").scrollTop = 0;
    }
    listening();
    document.querySelector(".inbox-row[aria-current]")?.scrollIntoView({ block: "nearest" });
  });

  listening();
})();
