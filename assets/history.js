// The History page: a table that is drawn again keeps the keyboard where it was.
(function () {
  "use strict";
  let last = null; // id of what was focused last, if it is in the table

  document.addEventListener("focusin", function (event) {
    const inside = event.target.closest("#history-table");
    const own = event.target.id ? event.target : event.target.closest("[id]");
    last = inside && own ? own.id : null;
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    records: {
      focus: function () {
        const id = last;
        window.requestAnimationFrame(function () {
          const found = id && document.getElementById(id);
          if (found && document.activeElement === document.body) {
            found.focus({preventScroll: true});
          }
        });
        return window.dash_clientside.no_update;
      },
    },
  });
})();
