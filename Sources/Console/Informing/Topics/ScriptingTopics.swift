extension HelpTexts {
  static let scriptingTopics = [
    HelpTopic(
      "scripting", "variables, loops, conditions and assertions",
      syntax: [
        "let NAME = VALUE|STATEMENT",
        "for NAME in QUERY|LIST { … }",
        "if CONDITION { … } [else if CONDITION { … }] [else { … }]",
        #"assert CONDITION [, "message"]"#,
        "print VALUE",
        #"include "FILE.stripe""#,
        "exit [CODE]",
      ],
      notes: """
        $1, $2 … are the arguments of a script. `--set name=value` sets the variable $name.
        Comments start with #.
        """,
      examples: [
        """
        let c = create customer { email: "bo@example.com" }
        print "created ${c.id}"
        """,
        """
        for inv in query invoices where status = "draft" {
          if $inv.total > 0 { execute finalize invoice $inv.id }
        }
        """,
        #"assert count(query invoices where status = "draft") = 0, "drafts remain""#,
      ]),
    HelpTopic(
      "session", "accounts, settings and information",
      syntax: [
        "use PROFILE               switch accounts; `use sandbox` is the embedded sandbox",
        "set SETTING = VALUE       change a setting",
        "show settings             each setting and its source",
        "show objects              also: profiles, variables, history",
        "describe OBJECT           fields, types, filters and actions",
        "describe VERB OBJECT      parameters of an operation",
        "explain STATEMENT         the plan, without sending a request",
        "explain analyze READ      the plan with actual rows, requests and time",
        "test connection           account, mode, API version and latency",
        "STATEMENT | COMMAND       pipe the rows to a shell command (at the prompt)",
        "exit                      end the session",
      ],
      examples: [
        "set page_size = 50", "show settings", "describe invoice", "describe create invoice",
        "describe finalize invoice", #"explain query invoices where status = "draft""#,
        "test connection",
      ]),
    HelpTopic(
      "output", "output formats and files",
      syntax: [
        "set format = auto|json|ndjson|table|vertical|csv|tsv|markdown|ids|chart|html",
        #"set output = "FILE.csv"        the ending chooses the format; `default` resets"#,
        #"… into "FILE.csv"            one statement's rows: .csv .tsv .json .ndjson .md .html"#,
        #"… into "sqlite:FILE"         rows into a table: see `help databases`"#,
        "… chart                       draw a grouped result as bars or a time line",
        "set dates = iso               times in CSV and TSV as 2026-10-26T14:31:05Z",
        "set money = decimal           amounts in CSV and TSV as 20.00",
        "set pager = off               never pass long results to a pager",
      ],
      notes: """
        The default is `auto`: tables and colored JSON on a terminal, and one JSON object
        per line (NDJSON) to a pipe. Tables show money by its currency and local times;
        the other formats contain what Stripe returns. `chart` draws a grouped result,
        and `html` writes a page with a sortable table and a chart.
        """,
      examples: [
        #"set format = "csv""#,
        #"query invoices where created in last month into "invoices.csv""#,
        "query charges select month(created), sum(amount) group by month(created) chart",
      ]),
    HelpTopic(
      "databases", "rows into tables of SQLite and PostgreSQL",
      syntax: [
        #"… into "sqlite:FILE" [table NAME]"#,
        #"… into "postgres://[USER@]HOST/DATABASE" [table NAME]"#,
        #"set output = "sqlite:FILE"      the rows of all reads, in a table for each object"#,
      ],
      notes: """
        Tables are created, and get the columns that they lack. Rows with an id replace
        those with the same id; other results replace all rows of their table. Amounts
        are whole numbers in minor units, with the currency in its own column; times are
        timestamps; lists and maps are JSON. `explain` shows the columns.

        The table changes at the end, all at once. An interrupted `query` in the default
        order resumes where it ended when the same statement runs again.
        `--since last` reads only what was created, changed or deleted since the last
        run of the same statement. PGPASSWORD and ~/.pgpass work as in psql.
        """,
      examples: [
        #"query invoices into "sqlite:books.db""#,
        #"query charges select id, amount, customer.email into "sqlite:books.db" table paid"#,
        #"query customers into "postgres://ann@localhost/books""#,
      ]),
  ]
}
