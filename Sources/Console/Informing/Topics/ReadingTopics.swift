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
      "values", "strings, money, dates, durations and interpolation",
      syntax: [
        #""text"  'raw text'    strings; "…" may contain ${expressions} and escapes"#,
        "usd 20.00             money: 2000 in the smallest currency unit",
        "2026-01-31            a date; 2026-01-31T10:00:00Z is a time",
        "30d  12h  15m  90s    durations; w is a week",
        "now  today            the current time, and the start of the day (UTC)",
        "true  false  null",
        "cus_123               ids need no quotes where they consist of letters, digits and _",
      ],
      examples: [
        "query invoices where total >= eur 100.00 and created >= today - 7d",
        #"print "seven days ago: ${now - 7d}""#,
      ]),
    HelpTopic(
      "select", "columns, aggregates and order",
      syntax: [
        "… select PATH [as NAME], …",
        "… group by PATH, …",
        "… order by PATH [desc], …",
      ],
      notes: """
        Aggregates: count(), sum(x), avg(x), min(x), max(x). A computed column needs an
        alias: `amount / 100 as total`.
        """,
      examples: [
        "query invoices select id, customer.email, total order by total desc limit 10",
        "query charges select currency, count(), sum(amount) group by currency",
        "query charges select id, amount - amount_refunded as net",
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
