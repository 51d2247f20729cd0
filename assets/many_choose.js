// How files come to the Many pictures page: chosen, or dropped with whole folders. They
// are sent by many.js.
(function () {
  "use strict";
  const inputs = {};
  let last = ""; // id of what had the keyboard last

  function chosen(list) {
    return Array.from(list, (file) => ({file: file,
                                        path: file.webkitRelativePath || file.name}));
  }
  function byPath(files) {
    return files.sort((a, b) => a.path.localeCompare(b.path, "en", {numeric: true}));
  }
  function input(kind, folder) {
    const made = document.createElement("input");
    Object.assign(made, {type: "file", multiple: true, hidden: true,
                         webkitdirectory: folder, id: `${kind}-input`});
    made.addEventListener("change", function () {
      const files = chosen(made.files);
      made.value = ""; // the same ones can be chosen again
      window.dash_clientside.many.send(folder ? byPath(files) : files);
    });
    document.body.append(made);
    inputs[kind] = made;
  }
  input("many-files", false);
  input("many-folder", true);

  // what was dropped, folders opened
  async function dropped(entry) {
    if (entry.isFile) {
      const file = await new Promise((good, bad) => entry.file(good, bad));
      return [{file: file, path: entry.fullPath.replace(/^\//, "")}];
    }
    const reader = entry.createReader(), found = [];
    let some;
    do { // a reader gives a hundred at a time
      some = await new Promise((good, bad) => reader.readEntries(good, bad));
      for (const one of some) {
        found.push(...await dropped(one));
      }
    } while (some.length);
    return byPath(found);
  }
  document.addEventListener("dragover", function (event) {
    if (event.target.closest && event.target.closest("#many-drop")) {
      event.preventDefault();
    }
  });
  document.addEventListener("drop", function (event) {
    if (event.target.closest && event.target.closest("#many-drop")) {
      event.preventDefault();
      const entries = Array.from(event.dataTransfer.items, (i) => i.webkitGetAsEntry());
      Promise.all(entries.filter(Boolean).map(dropped))
        .then((all) => window.dash_clientside.many.send(all.flat()));
    }
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (button && inputs[button.id]) {
      inputs[button.id].click();
    }
  });

  document.addEventListener("focusin", (event) => { last = event.target.id; });
  // a sorted table is a new one: the heading that was pressed keeps the keyboard
  window.dash_clientside.many.focus = function () {
    window.dash_clientside.many.back();
    window.requestAnimationFrame(function () {
      const heading = last.includes("many-sort") && document.getElementById(last);
      if (heading && document.activeElement === document.body) {
        heading.focus({preventScroll: true});
      }
    });
    return window.dash_clientside.no_update;
  };
})();
