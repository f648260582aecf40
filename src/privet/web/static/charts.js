// Draws the figures of a table as lines: a day a row, a series a column. The table stays below, for whoever reads it.

const days = 86_400;
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A day without a number is a gap; a day between two gaps is a point, since no line leads to it.
const number = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : null);
const alone = (numbers) => numbers.flatMap((one, at) =>
  one !== null && (numbers[at - 1] ?? null) === null && (numbers[at + 1] ?? null) === null ? [at] : []);

function drawn(place) {
  const table = document.getElementById(place.dataset.chart);
  const [day, ...names] = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows];
  const at = rows.map((row) => Date.parse(`${row.cells[0].textContent}T00:00:00Z`) / 1000);
  const numbers = names.map((_, one) => rows.map((row) => number(row.cells[one + 1].textContent)));
  const line = style("--line"), text = style("--faint");
  const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return new uPlot({
    width: place.clientWidth, height: 220, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    series: [
      { label: day, value: "{YYYY}-{MM}-{DD}" },
      ...names.map((label, one) => ({ label, stroke: style(`--chart-${one + 1}`), width: 2, points: { show: false, filter: (plot, at) => alone(plot.data[at]) } })),
    ],
    axes: [
      { ...axis, grid: { show: false }, space: 70, values: "{MM}-{DD}", incrs: [1, 2, 7, 14].map((many) => many * days) },
      { ...axis, size: 56, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6] },
    ],
    scales: { y: { range: (_, least, most) => [0, Math.max(4, most * 1.05)] } },
    cursor: { drag: { x: false, y: false } },
  }, [at, ...numbers], place);
}

const charts = new Map();
function draw() {
  for (const place of document.querySelectorAll("[data-chart]")) {
    charts.get(place)?.destroy();
    charts.set(place, drawn(place));
  }
}

draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
new ResizeObserver(() => {
  for (const [place, chart] of charts) if (place.clientWidth !== chart.width) chart.setSize({ width: place.clientWidth, height: 220 });
}).observe(document.querySelector("main"));
