/// The style sheet of all pages: light or dark as the reader has it, from the width of a phone up.
enum PageStyle {
  static let text = """
    :root { color-scheme: light dark; --ink: light-dark(#1c2330, #e7eaf0);
      --faint: light-dark(#5b6472, #a3acba); --paper: light-dark(#f6f7f9, #12151b);
      --sheet: light-dark(#ffffff, #1b2029); --line: light-dark(#d9dee6, #343c49);
      --accent: light-dark(#1f5fbf, #8ab4ff); --on: light-dark(#ffffff, #0c1524);
      --bad: light-dark(#a4231c, #ff9d94); --badsheet: light-dark(#fdecea, #3a1d1b); }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    a { color: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); }
    .bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem;
      padding: .75rem 1.25rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
    .bar .name { font-weight: 700; text-decoration: none; color: var(--ink); }
    .bar nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
    .bar nav a { text-decoration: none; padding: .25rem 0; }
    .bar nav a:hover { text-decoration: underline; }
    .find { display: flex; align-items: center; gap: .5rem; margin-left: auto; }
    .find label { margin: 0; white-space: nowrap; }
    .find input { width: 12rem; min-width: 0; }
    .find button { margin: 0; width: auto; flex: none; white-space: nowrap; }
    .find select { flex: 1; width: auto; min-width: 0; }
    main { margin: 1.5rem auto; padding: 0 1.25rem; }
    .wide { max-width: 76rem; }
    .card { max-width: 34rem; background: var(--sheet); border: 1px solid var(--line);
      border-radius: 12px; padding: 1.5rem; }
    .mode { margin: 0; padding: .4rem 1rem; text-align: center; font-size: .9rem;
      color: var(--faint); border-bottom: 1px solid var(--line); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
      border-bottom: 1px solid var(--line); }
    .rows th, .rows td { overflow-wrap: normal; white-space: nowrap; }
    .rows td.text { white-space: normal; min-width: 8rem; }
    .rows th { font-weight: 600; color: var(--faint); font-size: .9rem; }
    .fields th { font-weight: 400; color: var(--faint); width: 16rem; }
    .fields .group th { color: var(--ink); font-weight: 600; }
    .d1 th { padding-left: 1.25rem; } .d2 th { padding-left: 2.5rem; }
    .d3 th { padding-left: 3.75rem; } .d4 th { padding-left: 5rem; }
    .money { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;
      padding-right: 0; }
    .amounts th { font-weight: 400; }
    .amounts .total th, .amounts .total td { font-weight: 700; border-bottom: 0; }
    .amounts .note { display: block; }
    .rows th.money, .rows td.money { padding-right: 1.5rem; }
    .digits, .id { font-family: ui-monospace, monospace; font-size: .95em; white-space: nowrap; }
    .note { color: var(--faint); font-size: .9rem; }
    .state { border: 1px solid var(--line); border-radius: 99px; padding: .1rem .6rem;
      font-size: .85rem; white-space: nowrap; }
    .problem { background: var(--badsheet); color: var(--bad); border-radius: 8px;
      padding: .6rem .9rem; }
    fieldset { border: 0; padding: 0; margin: 1.25rem 0 0; min-width: 0; }
    legend { font-weight: 600; padding: 0; }
    label { display: block; margin: .75rem 0 .2rem; }
    .choice { display: flex; gap: .6rem; align-items: baseline; margin: .5rem 0; }
    input, select { font: inherit; color: inherit; background: var(--paper); width: 100%;
      border: 1px solid var(--line); border-radius: 8px; padding: .5rem .65rem; }
    input[type=radio], input[type=checkbox] { width: auto; flex: none;
      accent-color: var(--accent); }
    button, .button { font: inherit; font-weight: 600; display: inline-block; cursor: pointer;
      color: var(--on); background: var(--accent); border: 1px solid var(--accent);
      border-radius: 8px; padding: .5rem 1rem; text-decoration: none; text-align: center; }
    .card form > button, .card .button { width: 100%; margin-top: 1rem; }
    .second { color: var(--accent); background: transparent; }
    .inline { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
    .inline > * { width: auto; }
    .inline label { margin: 0; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .75rem; }
    .item { display: grid; grid-template-columns: 1fr 6rem; gap: .75rem; align-items: end; }
    .pages { display: flex; gap: 1rem; margin: 1rem 0; }
    .plain { list-style: none; padding: 0; margin: 0; }
    .plain > li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
    .between { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; }
    .links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
    @media (max-width: 40rem) {
      .rows thead { position: absolute; clip-path: inset(50%); }
      .rows tr { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem .75rem;
        padding: .5rem 0; border-bottom: 1px solid var(--line); }
      .rows td, .rows td.text { border: 0; padding: 0; white-space: normal; min-width: 0; }
      .rows td.money { padding: 0; text-align: left; } .rows td:empty { display: none; }
      .find { margin-left: 0; width: 100%; } .find input { flex: 1; width: auto; }
      .card { border: 0; border-radius: 0; margin-top: 0; }
      .fields th, .fields td { display: block; width: auto; border-bottom: 0; padding-bottom: 0; }
      .fields td { padding: 0 0 .45rem; border-bottom: 1px solid var(--line); }
      .d1 td { padding-left: 1.25rem; } .d2 td { padding-left: 2.5rem; }
      .d3 td { padding-left: 3.75rem; } .d4 td { padding-left: 5rem; }
    }
    @media print { .mode, form, .bar, .noprint { display: none; } body { background: #fff; } }
    """
}
