/// The parts of an HTML page that are the same in all pages.
enum PageParts {
  /// Returns the page up to its content.
  /// - Parameter title: the title, escaped for HTML.
  static func head(title: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --text: #1a1f36; --faint: #697386; --line: #e3e8ee;
      --page: #f7f9fc; --card: #fff; --hover: #f6f8fb; --good: #0b7a43; --pending: #8a5a00;
      --failing: #b3261e; --s0: #635bff; --s1: #e8833a; --s2: #11a37f; --s3: #2f88d6;
      --s4: #c2387e; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e6e9ef; --faint: #99a3b5; --line: #2c3340; --page: #0f131a;
        --card: #171c25; --hover: #1e2430; --good: #4cc38a; --pending: #e2a336;
        --failing: #ff8078; --s0: #8b85ff; --s1: #f0995a; --s2: #3ccaa4; --s3: #62aef0;
        --s4: #e2699f; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--text);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    main { display: flex; flex-direction: column; gap: 16px; max-width: 1200px;
      margin: 0 auto; padding: 24px 20px; }
    h1 { order: -3; margin: 0; font: 600 15px/1.5 ui-monospace, Menlo, Consolas, monospace;
      overflow-wrap: anywhere; }
    .count { order: -2; margin: -12px 0 0; color: var(--faint); }
    figure { order: -1; margin: 0; padding: 16px; }
    figure, .scroll { background: var(--card); border: 1px solid var(--line);
      border-radius: 10px; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { padding: 8px 14px; text-align: left; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    tbody tr:last-child td { border-bottom: 0; }
    tbody tr:hover { background: var(--hover); }
    th { padding: 0; white-space: nowrap; }
    th button { all: unset; box-sizing: border-box; width: 100%; padding: 9px 14px;
      cursor: pointer; color: var(--faint); font-weight: 600; font-size: 12px; }
    th button:hover { color: var(--text); }
    th button:focus-visible { outline: 2px solid var(--s0); outline-offset: -2px; }
    th[aria-sort] button { color: var(--text); }
    th[aria-sort="ascending"] button::after { content: " ↑"; }
    th[aria-sort="descending"] button::after { content: " ↓"; }
    td { max-width: 420px; overflow-wrap: break-word; }
    .number { text-align: right; }
    .whole { white-space: nowrap; }
    .null { color: var(--faint); }
    .good span, .pending span, .failing span { padding: 1px 8px; border-radius: 99px;
      background: color-mix(in srgb, currentColor 13%, transparent); white-space: nowrap; }
    .good { color: var(--good); } .pending { color: var(--pending); }
    .failing { color: var(--failing); }
    svg { display: block; width: 100%; font: 12px system-ui, sans-serif; }
    svg text { fill: var(--text); } svg .faint { fill: var(--faint); }
    svg line { stroke: var(--line); }
    svg .s0 { fill: var(--s0); } svg .s1 { fill: var(--s1); } svg .s2 { fill: var(--s2); }
    svg .s3 { fill: var(--s3); } svg .s4 { fill: var(--s4); }
    .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 0 0 12px;
      list-style: none; color: var(--faint); font-size: 12px; }
    .legend svg { display: inline-block; width: 10px; height: 10px; margin-right: 6px; }
    @media (max-width: 520px) {
      main { padding: 16px 10px; } th button, td { padding-left: 10px; padding-right: 10px; } }
    """

  /// The script that sorts the rows by a column when its title is clicked: by the number of each
  /// cell if it has one, else by the text. Cells without a value are last in both directions.
  static let script = """
    <script>
    "use strict";
    const body = document.querySelector("tbody");
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const key = (row, at) => {
      const cell = row.cells[at];
      if (cell.classList.contains("null")) return null;
      return "key" in cell.dataset ? Number(cell.dataset.key) : cell.textContent;
    };
    const order = (a, b) => typeof a === "number" && typeof b === "number"
      ? a - b : compare(String(a), String(b));
    document.querySelectorAll("th button").forEach((button, at) => {
      button.addEventListener("click", () => {
        const title = button.parentElement;
        const down = title.getAttribute("aria-sort") === "ascending";
        document.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
        title.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [key(row, at), row]);
        rows.sort(([a], [b]) => a === null || b === null
          ? (a === null) - (b === null) : down ? order(b, a) : order(a, b));
        body.append(...rows.map(([, row]) => row));
      });
    });
    </script>

    """
}
