// The History page: a table that is drawn again keeps the keyboard where it was, and
// graphs that grow keep their zoom and what is hidden in them.
(function () {
  "use strict";
  let last = null; // id of what was focused last, if it is in the table

  document.addEventListener("focusin", function (event) {
    const inside = event.target.closest("#history-table");
    const own = event.target.id ? event.target : event.target.closest("[id]");
    last = inside && own ? own.id : null;
  });

  // Plotly's own uirevision does not: Dash hands Plotly the zoomed layout once more after
  // a zoom, which Plotly then takes for the new start, and the next figure undoes it
  function keepZoom(layout, drawn) {
    Object.keys(layout).filter((key) => /^[xy]axis/.test(key)).forEach(function (key) {
      const [axis, before] = [layout[key], drawn[key]];
      if (before && before.autorange === false &&
          before.uirevision === axis.uirevision) {
        layout[key] = {...axis, range: before.range.slice(), autorange: false};
      }
    });
  }
  function keepHidden(data, drawn) {
    const hidden = new Set(
      drawn.filter((trace) => trace.visible === "legendonly").map((t) => t.legendgroup));
    return data.map((trace) =>
      hidden.has(trace.legendgroup) ? {...trace, visible: "legendonly"} : trace);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    records: {
      figure: function (figure) {
        const drawn = document.querySelector("#history-graph .js-plotly-plot");
        if (!figure || !drawn || !drawn.layout || !drawn.data) {
          return figure || window.dash_clientside.no_update;
        }
        const layout = {...figure.layout};
        keepZoom(layout, drawn.layout);
        return {data: keepHidden(figure.data, drawn.data), layout: layout};
      },
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
