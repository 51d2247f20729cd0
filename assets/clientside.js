// Interface only: theme, address bar, pasted pictures. Rules live in Python.
(function () {
  "use strict";
  const KEY = "lookbook-theme";
  const root = document.documentElement;
  const wish = window.matchMedia("(prefers-color-scheme: dark)");

  function apply(theme) {
    root.setAttribute("data-bs-theme", theme);
    return theme;
  }
  function current() {
    return localStorage.getItem(KEY) || (wish.matches ? "dark" : "light");
  }
  apply(current());
  wish.addEventListener("change", () => apply(current()));

  // the part of a picture that the sliders keep, drawn while they move
  const SIDES = ["left", "top", "right", "bottom"];
  function outline(control, side, percent) {
    const form = control && control.closest(".edit");
    if (form) {
      form.style.setProperty("--cut-" + side, percent + "%");
    }
  }
  document.addEventListener("input", function (event) {
    const side = SIDES.find((one) => event.target.classList.contains("cut-" + one));
    if (side) {
      outline(event.target, side, event.target.value);
    }
  }, true);

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: {
      // toggles on a click; without one it only tells the theme that is on
      theme: function (clicks) {
        if (clicks) {
          localStorage.setItem(KEY, current() === "dark" ? "light" : "dark");
        }
        return apply(current());
      },
      // which of many buttons was pressed; nothing where they were only drawn
      pressed: function () {
        const found = window.dash_clientside.callback_context.triggered
          .find((one) => one.value);
        if (!found) {
          return window.dash_clientside.no_update;
        }
        const id = JSON.parse(found.prop_id.slice(0, found.prop_id.lastIndexOf(".")));
        return {type: id.type, index: id.index, time: Date.now()};
      },
      // the state of a page in the address, without loading the page anew
      address: function (query) {
        if (typeof query === "string") {
          window.history.replaceState(
            window.history.state, "", window.location.pathname + query);
        }
        return window.dash_clientside.no_update;
      },
    },
    answers: {
      // the controls under an answer as one value, which the server reads and checks
      edit: function (left, right, swapped, ground, cut) {
        return {left: left || 0, right: right || 0, swapped: !!swapped,
          ground: ground, cut: cut.map(Number)};
      },
      reset: function (clicks) {
        const none = window.dash_clientside.no_update;
        if (!clicks) {
          return [none, none, none, none, [none, none, none, none]];
        }
        const id = window.dash_clientside.callback_context.triggered_id;
        const button = document.getElementById(
          JSON.stringify({index: id.index, type: id.type}));
        SIDES.forEach((side) => outline(button, side, 0));
        return [0, 0, false, "auto", [0, 0, 0, 0]];
      },
    },
    run: {
      // a reader at the end of the log is kept there, one further up is left alone
      follow: function () {
        const log = document.getElementById("run-log");
        if (log && log.dataset.away !== "yes") {
          window.requestAnimationFrame(() => { log.scrollTop = log.scrollHeight; });
        }
        return window.dash_clientside.no_update;
      },
    },
    models: {
      // a sorted table is a new one: the heading that was pressed keeps the keyboard
      focus: function (table, order) {
        window.requestAnimationFrame(function () {
          const id = order && JSON.stringify({index: order.key, type: "models-sort"});
          const heading = id && document.getElementById(id);
          if (heading && document.activeElement === document.body) {
            heading.focus({preventScroll: true});
          }
        });
        return window.dash_clientside.no_update;
      },
    },
  });

  // Dash drops files over its limit in silence and gives the others in the order in
  // which they were read: tell Python both, which tells the person and puts them right
  function refuse(event) {
    const zone = event.target.closest && event.target.closest("#predict-drop");
    const source = event.dataTransfer || event.target;
    const files = Array.from((zone && source.files) || []);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    let refused = files.filter((file) => file.size > zone.dataset.maxBytes);
    if (files.length && total > zone.dataset.maxTotal) {
      refused = files;
      event.preventDefault();
      event.stopPropagation();
    }
    if (files.length) {
      window.dash_clientside.set_props("predict-order", {
        data: files.map((file) => file.name),
      });
    }
    if (refused.length) {
      window.dash_clientside.set_props("predict-refused", {
        data: refused.map((file) => ({name: file.name, bytes: file.size})),
      });
    }
  }
  document.addEventListener("drop", refuse, true);
  document.addEventListener("change", refuse, true);

  // the later clicks of a double click, which the token of the form comes too late for
  // when the first one has been answered in between
  document.addEventListener("click", function (event) {
    if (event.detail > 1 && event.target.closest("#train-start")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  document.addEventListener("scroll", function (event) {
    const log = event.target;
    if (log.id === "run-log") {
      const below = log.scrollHeight - log.clientHeight - log.scrollTop;
      log.dataset.away = below > 8 ? "yes" : "no";
    }
  }, true);

  // buttons of runs are drawn anew when a run changes: the one that had the keyboard
  // gets it back when it is still there under its name
  const HELD = ".run-buttons, .run, .queue, #study-head";
  let held = null;
  document.addEventListener("focusin", function (event) {
    held = event.target.closest(HELD) ? event.target.id : null;
  });
  function giveBack() {
    const lost = held && document.activeElement === document.body;
    const again = lost && document.getElementById(held);
    if (again) {
      // at an end of the line one of its two arrows is off; the next Enter ends nothing
      const near = "button:enabled:not(.btn-outline-danger)";
      const other = again.disabled && again.parentElement.querySelector(near);
      (other || again).focus({preventScroll: true});
    }
  }
  new MutationObserver(function () {
    giveBack();
    // one that was switched off loses the keyboard only when it is painted
    window.requestAnimationFrame(giveBack);
  }).observe(document.documentElement, {
    attributeFilter: ["disabled"], childList: true, subtree: true,
  });
  document.addEventListener("pointerdown", () => { held = null; }, true);

  // a picture pasted anywhere on the Predict page, or taken by the camera of a phone,
  // goes the way of an uploaded one
  document.addEventListener("paste", (event) => take(event.clipboardData.files));
  const camera = document.createElement("input");
  Object.assign(camera, {type: "file", accept: "image/*", hidden: true,
                         id: "predict-camera-input"});
  camera.setAttribute("capture", "environment");
  camera.addEventListener("change", function () {
    take(camera.files);
    camera.value = ""; // another picture may have the same name
  });
  document.body.append(camera);
  document.addEventListener("click", function (event) {
    if (event.target.closest("#predict-camera")) {
      camera.click();
    }
  });
  function take(list) {
    if (!document.getElementById("predict-upload")) {
      return;
    }
    const files = Array.from(list).filter((file) => file.type.startsWith("image/"));
    Promise.all(files.map(read)).then(function (contents) {
      if (contents.length) {
        window.dash_clientside.set_props("predict-upload", {
          contents: contents,
          filename: files.map((file) => file.name || "pasted.png"),
        });
      }
    });
  }
  function read(file) {
    return new Promise(function (resolve, reject) {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = reject;
      reader.readAsDataURL(file);
    });
  }
})();
