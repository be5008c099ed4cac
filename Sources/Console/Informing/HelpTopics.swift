extension HelpTexts {
  static let readingTopics = [
    Topic(
      name: "get", summary: "objects by id",
      text: """
        get OBJECT ID [, ID …] [of PARENT ID] [expand PATH, …] [select …]
          get customer cus_123
          get invoices in_1, in_2 expand customer
          get balance
        Rows come in the order of the ids; an unknown id is an error.
        """),
    Topic(
      name: "list", summary: "Stripe's list endpoint, its own filters alone",
      text: """
        list OBJECTS [of PARENT ID] [where FILTER = VALUE and …] [limit N] [page size N] [expand …]
          list invoices where customer = cus_123 and created >= 2026-01-01 limit 500
          list lines of invoice in_1
          list products where ids in ("prod_1", "prod_2")
        `where` takes what the endpoint filters by; for anything else there is `query`.
        """),
    Topic(
      name: "query", summary: "any predicate on any object",
      text: """
        query OBJECTS [where CONDITION] [via list|search] [select …] [group by …] [order by …]
              [limit N] [page size N] [expand …]
          query invoices where status = "draft" and created > 2026-01-01 limit 500
          query invoices where amount_paid < amount_due and not customer_email like "%@test.%"
          query charges where created >= now - 30d
            select currency, count(), sum(amount) group by currency
        Conditions: = != < <= > >= like ~ in between is null, joined by and, or, not.
        `explain query …` shows the requests it takes.
        """),
    Topic(
      name: "retrieve", summary: "exactly one object, or an error",
      text: """
        retrieve OBJECT where CONDITION
          retrieve invoice where number = "A-0001"
        """),
    Topic(
      name: "select", summary: "columns, aggregates, order",
      text: """
        select PATH [as NAME], …      a path crosses ids by itself: customer.email on an invoice
        group by PATH, …              with count() sum(x) avg(x) min(x) max(x)
        order by PATH [desc], …       newest first where nothing is said
        """),
  ]

  static let writingTopics = [
    Topic(
      name: "create", summary: "new objects",
      text: """
        create OBJECT { … }
        create OBJECTS from "FILE.ndjson|.json|.csv" [{ template with $row }]
          create customer { email: "ann@example.com", metadata: { tier: "gold" } }
          create tax_id of customer cus_1 { type: "eu_vat", value: "DE123456789" }
          create lines of invoice in_1 from "lines.csv"
          create customers from "people.csv" { email: $row.mail, name: "${row.first} ${row.last}" }
        Money: `amount: usd 20.00` is 2000.
        """),
    Topic(
      name: "update", summary: "change objects",
      text: """
        update OBJECT ID { … }        null clears a field: { metadata: { po: null } }
        update OBJECTS where CONDITION { … }
        update lines invoice in_1 line il_2 { quantity: 3 }
          update customers where metadata.tier = "gold" { metadata: { vip: "yes" } }
          update lines invoice in_1 from "lines.csv"
          update customers from "crm.csv" by email { metadata: { crm: $row.crm } }
        `where true` means all. `by FIELD` finds the object of each row by that field; a row that
        finds none, or several, fails. Where rows are read, those that already have the values
        are left alone; `set force_writes = true` sends them too.
        """),
    Topic(
      name: "upsert", summary: "create what is missing, update what differs",
      text: """
        upsert OBJECT by FIELD { … }
        upsert OBJECTS from "FILE.ndjson|.json|.csv" by FIELD [{ template with $row }]
          upsert products from "products.ndjson" by metadata.sku
          upsert price by lookup_key { lookup_key: "basic", currency: "eur", unit_amount: 500,
            product: prod_1 }
          upsert coupon by id { id: "SALE", percent_off: 20, duration: "once" }
        What is equal is left alone, so a second run writes nothing. Parameters that only `create`
        takes are sent on creation alone; an object that has another value there fails.
        """),
    Topic(
      name: "delete", summary: "remove objects",
      text: """
        delete OBJECTS ID, ID …       one result for each id
        delete OBJECTS where CONDITION [limit N]
          delete lines il_1, il_2 of invoice in_1
        """),
    Topic(
      name: "undo", summary: "undo the writes that a report records",
      text: """
        pinstripe --report done.ndjson -e 'update customers where … { … }'
        pinstripe undo done.ndjson -o back.stripe
        pinstripe back.stripe
        A report keeps what the fields held that an update sets; `undo` makes a script of it that
        puts them back, the last write first, and that deletes or ends what was created. What
        cannot be undone stands in it as comments: deletions, payments, what was sent.
        """),
    Topic(
      name: "execute", summary: "Stripe's business transactions",
      text: """
        execute TRANSACTION OBJECT ID [{ … }]
          execute finalize invoice in_1 { auto_advance: false }
          execute capture payment_intent pi_1 { amount_to_capture: 500 }
        `describe invoice` lists an object's transactions.
        """),
    Topic(
      name: "request", summary: "any request of Stripe's API, as it is",
      text: """
        request GET|POST|DELETE "/v1/…" [{ … }]
          request POST "/v1/refunds" { charge: "ch_1" }
        """),
  ]

  static let scriptingTopics = [
    Topic(
      name: "scripting", summary: "let, for, if, assert, print, include, exit",
      text: """
        let c = create customer { email: "bo@example.com" }
        for inv in query invoices where customer = $c.id { execute finalize invoice $inv.id }
        if $c.metadata.tier = "gold" { print "gold: ${c.email}" } else { print "other" }
        assert count(query invoices where customer = $c.id) = 2, "two invoices expected"
        include "common.stripe"
        exit 3
        $1, $2 … are a script's arguments; --set name=value gives others.
        """),
    Topic(
      name: "session", summary: "use, set, show, describe, explain, test",
      text: """
        use acme                      another profile; `use sandbox` for the embedded one
        set page_size = 50            `show settings` lists them with where each comes from
        show objects                  also: settings, profiles, variables, history
        describe invoice              fields, types, filters; `describe create invoice`: parameters
        explain query …               the plan; nothing is sent
        test connection               account, mode, API version, latency
        query … | jq .total           a statement's rows into a shell command
        """),
    Topic(
      name: "output", summary: "formats and where results go",
      text: """
        set format = json | ndjson | table | csv | tsv | markdown | ids | auto
        set output = "FILE"           `set output = default` ends it
        query … into "rows.csv"       .csv, .tsv, .json, .ndjson or .md, by the ending
        To a pipe rows are one JSON object a line; to a terminal, tables and coloured JSON.
        """),
  ]
}
