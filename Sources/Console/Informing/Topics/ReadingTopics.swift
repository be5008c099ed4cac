extension HelpTexts {
  static let readingTopics = [
    HelpTopic(
      "query", "select rows of any object by any condition",
      syntax: [
        """
        query OBJECTS [where CONDITION] [via list|search] [select …] [group by …]
              [order by …] [limit N] [page size N] [expand PATH, …]
        """
      ],
      notes: """
        pinstripe sends as much of the condition to Stripe as Stripe can filter by, and
        filters the rest locally. `explain query …` shows which requests that takes.
        The default order is newest first.
        """,
      examples: [
        #"query invoices where status = "draft" and created > 2026-01-01 limit 500"#,
        #"query invoices where amount_paid < amount_due and customer.email like "%@a.example""#,
        """
        query charges where created >= now - 30d
          select currency, count(), sum(amount) group by currency
        """,
      ]),
    HelpTopic(
      "where", "conditions: comparisons, patterns, ranges and lists",
      syntax: ["… where CONDITION"],
      notes: """
        = != < <= > >=       compare two values
        like "A%"            match a pattern: % is any text, _ is any character
        ~ "text"             contain a text
        in (…, …)            equal one of several values, or a value of a subquery
        between X and Y      from X to Y, both included
        is null, is not null

        Join conditions with `and`, `or`, `not` and parentheses. `where true` selects
        all rows. A path such as customer.email follows ids to other objects.
        """,
      examples: [
        #"query customers where name like "A%" and not delinquent"#,
        #"query charges where status in ("failed", "pending") or amount > usd 500.00"#,
        #"query invoices where customer in (query customers where delinquent select id)"#,
      ]),
    HelpTopic(
      "values", "strings, money, variables and interpolation",
      syntax: [
        #""text"  'raw text'    strings; "…" may contain ${expressions} and escapes"#,
        "usd 20.00             money: 2000 in the smallest currency unit",
        "$name  $row.email?    variables; `?` is null where the field is missing",
        "now - 30d  last month times and periods: see `help dates`",
        "true  false  null",
        "cus_123               ids need no quotes where they consist of letters, digits and _",
        "+ - * / %             arithmetic with exact decimals",
        #"name ++ " " ++ id     texts joined; null counts as nothing"#,
      ],
      notes: """
        `help functions` lists the functions that expressions may call.
        Stripe merges maps such as `metadata`: keys that are not given stay. `{}` or null removes
        all of them; an empty map from a variable or a row does not, and is an error.
        """,
      examples: [
        "query invoices where total >= eur 100.00 and created >= today - 7d",
        #"print "seven days ago: ${now - 7d}""#,
        #"query charges select id, if(amount > usd 500.00, "large", "small") as size"#,
        "query invoices select id, metadata.po is not null as has_po, total > usd 50.00 as big",
      ]),
    HelpTopic(
      "dates", "dates, durations, periods and the time zone",
      syntax: [
        "2026-01-31            a date; 2026-01-31T10:00 a time, also with Z or +02:00",
        "now  today            the current time, and the start of the day",
        "90s 15m 12h 7d 4w     durations; 1mo 1q 1y follow the calendar",
        "2026-10               a month; also 2026-Q3, 2026-W07, and 2026 or 2026-10-26",
        "last month            also this or next, and day, week, quarter or year",
      ],
      notes: """
        `created in last month` is true from the first second of the period up to the
        first second after it, and is sent to Stripe as a range of `created`.
        One month after 31 January is the last day of February.
        Dates and periods follow the time zone: `set time_zone = "Europe/Berlin"`. The
        default is UTC in scripts and pipes, and the system's at the prompt.
        """,
      examples: [
        "query invoices where created in last month",
        "query charges where created in (2026-Q1, 2026-Q3) or created >= now - 1mo",
        "query charges select month(created), count() group by month(created)",
        "let p = last quarter; query refunds where created in $p",
      ], aliases: ["time", "times", "periods", "durations"]),
    HelpTopic(
      "functions", "functions that expressions may call",
      notes: FunctionHelp.text),
    HelpTopic(
      "select", "columns, groups, aggregates and order",
      syntax: [
        "… select [distinct] EXPRESSION [as NAME], …",
        "… group by EXPRESSION|NAME, … [having CONDITION]",
        "… order by EXPRESSION|NAME [desc], …",
      ],
      notes: """
        Aggregates: count(), sum(x), avg(x), min(x), max(x), count(distinct x); they may be
        computed with: `sum(total) / count()`. Amounts of several currencies are not added up:
        group by currency. A path through a list gives a list; an aggregate of it adds up
        within each row: `sum(items.data.quantity * items.data.price.unit_amount)`.
        """,
      examples: [
        "query invoices select id, customer.email, total order by total desc limit 10",
        """
        query charges select month(created) as m, currency, sum(amount) as total
          group by m, currency having count() > 2 order by m
        """,
        "query charges select distinct customer, currency",
        "query subscriptions select id, sum(items.data.quantity) as seats",
      ]),
    HelpTopic(
      "get", "read objects by id",
      syntax: ["get OBJECT ID [, ID …] [of PARENT ID] [expand PATH, …] [select …]"],
      notes: "The rows have the order of the ids. An unknown id is an error.",
      examples: [
        "get customer cus_123", "get invoices in_1, in_2 expand customer", "get balance",
      ]),
    HelpTopic(
      "retrieve", "read exactly one object by a condition",
      syntax: ["retrieve OBJECT where CONDITION [via list|search] [expand PATH, …] [select …]"],
      notes: "It is an error if no object matches, or more than one.",
      examples: [#"retrieve invoice where number = "A-0001""#]),
    HelpTopic(
      "list", "read a list endpoint with Stripe's own filters only",
      syntax: [
        """
        list OBJECTS [of PARENT ID] [where FILTER = VALUE and …] [select …]
             [limit N] [page size N] [expand PATH, …]
        """
      ],
      notes: "`list` accepts only the filters of the endpoint; `query` accepts any condition.",
      examples: [
        "list invoices where customer = cus_123 and created >= 2026-01-01 limit 500",
        "list lines of invoice in_1",
        #"list products where ids in ("prod_1", "prod_2")"#,
      ]),
  ]
}
