// Sends many pictures in portions, each answered before the next one goes. What may be
// sent and what the answers look like is Python's.
(function () {
  "use strict";
  const PORTION = 8;
  const PORTION_BYTES = 12 * 1024 * 1024;
  const BUSY = "These are still being answered. Wait for them, or stop them first.";
  let job = null; // what is being sent now, also while another page is open

  function set(id, props) {
    if (document.getElementById("many-drop")) {
      window.dash_clientside.set_props(id, props);
    }
  }
  function shownBatch() {
    return new URLSearchParams(window.location.search).get("batch");
  }
  // the page shows this batch, unless it is not there or an address names another one
  function open(mine) {
    if (mine.batch && !shownBatch()) {
      replace(mine);
    }
    return !mine.batch || shownBatch() === mine.batch;
  }
  function replace(mine) {
    if (document.getElementById("many-drop")) {
      window.dash_clientside.shell.address(`?batch=${mine.batch}`);
      set("many-batch", {data: mine.batch});
    }
  }
  async function post(path, body, more) {
    const query = new URLSearchParams({model: job.model, ...more});
    const answer = await fetch(`${path}?${query}`, {method: "POST", body: body});
    const told = await answer.json();
    if (!answer.ok) {
      throw new Error(told.detail);
    }
    return told;
  }

  // one thing at a time: `work` gets the job and posts its portions
  async function run(total, work) {
    if (job) {
      set("many-sending", {hidden: false});
      set("many-words", {children: BUSY});
      return;
    }
    const model = document.getElementById("many-model");
    const mine = {url: document.getElementById("many-drop").dataset.url,
                  model: (model && model.value) || "",
                  stopped: false, unsent: total, count: 0};
    job = mine;
    let words = "";
    show(mine, {count: 0, waiting: 0});
    try {
      await work(mine);
    } catch (error) {
      words = error.name === "Error" ? error.message :
        "The server did not answer, or a file could not be read. Choose the others again.";
    }
    job = null;
    set("many-arrived", {data: {sending: false, count: mine.count}});
    set("many-sending", {hidden: !words});
    if (words) {
      set("many-words", {children: words});
    }
  }
  function show(mine, told) {
    const all = told.count + told.waiting + mine.unsent;
    mine.count = told.count;
    mine.told = told;
    if (!open(mine)) {
      return;
    }
    set("many-sending", {hidden: false});
    set("many-progress", {value: told.count, max: Math.max(all, 1)});
    set("many-words", {children: `${told.count} of ${all} answered`});
    set("many-arrived", {data: {sending: true, count: told.count}});
  }
  async function drain(mine, told) {
    while (told.waiting && !mine.stopped) {
      told = await post(`${mine.url}/${mine.batch}/next`);
      show(mine, told);
    }
  }
  function send(files) {
    if (files.length) {
      run(files.length, async function (mine) {
        mine.batch = (await post(mine.url, null, {files: files.length})).id;
        // at once: a reload during the first portion must find the batch again
        replace(mine);
        for (const portion of portions(files)) {
          if (mine.stopped) {
            break;
          }
          const told = await post(`${mine.url}/${mine.batch}/files`, body(portion));
          mine.unsent -= portion.length;
          show(mine, told);
          await drain(mine, told);
        }
      });
    }
  }
  function goOn() {
    const batch = shownBatch();
    run(0, function (mine) {
      mine.batch = batch;
      return drain(mine, {waiting: 1});
    });
  }

  // whoever comes back to the page finds bar and batch of what is still being sent
  function back() {
    const bar = document.getElementById("many-sending");
    if (job && job.told && bar && bar.hidden) {
      show(job, job.told);
    }
  }

  function isZip(file) {
    return /\.zip$/i.test(file.name);
  }
  function tooLarge(file) {
    const limits = document.getElementById("many-drop").dataset;
    return file.size > Number(isZip(file) ? limits.maxArchive : limits.maxBytes);
  }
  // of a file that is too large only the name is sent, so that it gets its row
  function body(portion) {
    const made = new FormData();
    for (const {file, path} of portion) {
      if (tooLarge(file)) {
        made.append("refused", JSON.stringify({name: path, bytes: file.size}));
      } else {
        made.append("file", file, path);
      }
    }
    return made;
  }
  function portions(files) {
    const made = [];
    let bytes = Infinity;
    for (const one of files) {
      const alone = isZip(one.file) || tooLarge(one.file);
      const size = alone ? Infinity : one.file.size;
      if (bytes + size > PORTION_BYTES || made[made.length - 1].length === PORTION) {
        made.push([]);
        bytes = 0;
      }
      made[made.length - 1].push(one);
      bytes += size;
    }
    return made;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (button && button.id === "many-stop" && job) {
      job.stopped = true;
    } else if (button && button.id === "many-go-on") {
      goOn();
    }
  });
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    many: {send: send, back: back},
  });
})();
