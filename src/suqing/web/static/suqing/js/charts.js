/* Charts: data from json_script blocks, colours from the tokens, canvas, no inline style (tooltips are drawn as rich text). */
(function () {
  "use strict";
  function draw() {
    const css = getComputedStyle(document.documentElement);
    const v = (name) => css.getPropertyValue(`--sq-${name}`).trim();
    const txt = (color = "ink-2", size = 12, weight = 400) => ({ color: v(color), fontSize: size, fontFamily: v("sans"), fontWeight: weight });
    const axis = { axisLine: { lineStyle: { color: v("line-strong") } }, axisTick: { show: false }, axisLabel: txt(), splitLine: { lineStyle: { color: v("line") } }, nameTextStyle: txt("ink-3") };
    const base = { animation: false, aria: { enabled: true }, textStyle: txt(), tooltip: { renderMode: "richText", backgroundColor: v("paper"), borderColor: v("line-strong"), textStyle: txt("ink") } };
    const minus = (n) => (n < 0 ? "\u2212" : "") + Math.abs(n).toFixed(2);

    const make = {
      waterfall(d) {
        const names = ["满分", ...d.steps.map((step) => step[0]), "得分"];
        const clear = [0]; const bars = [{ value: d.start, itemStyle: { color: v("c1") } }];
        let run = d.start; let low = Math.min(d.end, d.start);
        d.steps.forEach((step) => { run += step[1]; low = Math.min(low, run); clear.push(run); bars.push({ value: -step[1], itemStyle: { color: v("c2") } }); });
        clear.push(0); bars.push({ value: d.end, itemStyle: { color: v("c1") } });
        const floor = low < 0 ? Math.floor(low / 10) * 10 : Math.max(0, Math.floor((low - 5) / 10) * 10);
        return {
          grid: { left: 78, right: 46, top: 4, bottom: 20 },
          yAxis: { ...axis, type: "category", inverse: true, data: names, axisLabel: { ...txt("ink"), interval: 0 } },
          xAxis: { ...axis, type: "value", min: floor, max: d.start },
          series: [
            { type: "bar", stack: "a", silent: true, itemStyle: { color: "transparent" }, data: clear, barWidth: 10 },
            { type: "bar", stack: "a", data: bars, barWidth: 10, label: { show: true, position: "right", ...txt("ink"), formatter: (p) => (p.dataIndex === 0 ? String(d.start) : p.dataIndex === names.length - 1 ? minus(d.end) : minus(d.steps[p.dataIndex - 1][1])) } },
          ],
        };
      },
      distribution(d) {
        const most = Math.max(1, ...d.bins.map((bin) => bin[1]));
        const line = (x, label, after) => ({ xAxis: x, lineStyle: { color: v("ink"), type: after ? "solid" : "dashed", width: 1.2 }, label: { formatter: label, position: "end", align: after ? "left" : "right", ...txt("ink") } });
        return {
          grid: { left: 28, right: 12, top: 26, bottom: 22 },
          xAxis: { ...axis, type: "value", min: d.low, max: d.high, interval: 10, splitLine: { show: false } },
          yAxis: { ...axis, type: "value", min: 0, max: Math.ceil(most / 4) * 4, minInterval: 1 },
          series: [{
            type: "custom",
            renderItem: (p, api) => { const a = api.coord([api.value(0), api.value(1)]); const b = api.coord([api.value(0) + 5, 0]); return { type: "rect", shape: { x: a[0] + 1, y: a[1], width: b[0] - a[0] - 2, height: b[1] - a[1] }, style: { fill: v("c3") } }; },
            data: d.bins, encode: { x: 0, y: 1 },
            markLine: { symbol: "none", silent: true, data: [line(d.mean, ` 平均 ${d.mean.toFixed(2)}`, d.mean >= d.median), line(d.median, `中位 ${d.median.toFixed(2)} `, d.mean < d.median)] },
          }],
        };
      },
      trend(d) {
        return {
          grid: { left: 36, right: 40, top: 22, bottom: 24 },
          xAxis: { ...axis, type: "category", data: d.periods, axisLabel: txt("ink") },
          yAxis: [{ ...axis, type: "value", min: 0, max: 100 }, { ...axis, type: "value", inverse: true, min: 1, max: Math.max(5, ...d.ranks), minInterval: 1, splitLine: { show: false } }],
          legend: { top: 0, right: 40, textStyle: txt(), itemWidth: 14, itemHeight: 8 },
          series: [
            { name: "总分", type: "line", data: d.totals, symbol: "circle", symbolSize: 7, lineStyle: { color: v("c1"), width: 1.5 }, itemStyle: { color: v("c1") }, label: { show: true, position: "top", ...txt("ink"), formatter: (p) => p.value.toFixed(2) } },
            { name: "名次（右轴）", type: "line", yAxisIndex: 1, data: d.ranks, symbol: "diamond", symbolSize: 8, lineStyle: { color: v("c2"), width: 1.2, type: "dashed" }, itemStyle: { color: v("c2") } },
          ],
        };
      },
      columns(d, wide) {
        const room = Math.min(wide * 0.45, 12.5 * Math.max(4, ...d.names.map((name) => name.length)));
        return {
          grid: { left: room + 10, right: 60, top: 4, bottom: 8 },
          yAxis: { ...axis, type: "category", inverse: true, data: d.names, axisLabel: { ...txt("ink"), interval: 0, width: room, overflow: "truncate" } },
          xAxis: { ...axis, type: "value", axisLabel: { show: false }, splitLine: { show: false } },
          series: [{ type: "bar", data: d.values, barWidth: 11, itemStyle: { color: v("c3") }, label: { show: true, position: "right", ...txt("ink"), formatter: (p) => d.labels[p.dataIndex] } }],
        };
      },
    };

    document.querySelectorAll("[data-chart]").forEach((place) => {
      const data = JSON.parse(document.getElementById(place.dataset.src).textContent);
      const chart = window.echarts.getInstanceByDom(place) || window.echarts.init(place, null, { renderer: "canvas" });
      chart.setOption({ ...base, ...make[place.dataset.chart](data, place.clientWidth) }, true);
    });
  }

  draw();
  window.addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach((place) => { const chart = window.echarts.getInstanceByDom(place); if (chart) { chart.resize(); } }));
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (!button) { return; }
    const card = button.closest(".sq-card");
    const table = button.dataset.show === "table";
    card.querySelector("[data-chart]").hidden = table;
    card.querySelector("[data-table]").hidden = !table;
    card.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
  });
})();
