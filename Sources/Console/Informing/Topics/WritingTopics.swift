extension HelpTexts {
  static let writingTopics = [
    HelpTopic(
      "create", "create one object, or many from a file",
      syntax: [
        "create OBJECT [of PARENT ID] { FIELD: VALUE, … }",
        #"create OBJECTS from "FILE.ndjson|.json|.csv" [{ template with $row }]"#,
      ],
      examples: [
        #"create customer { email: "ann@example.com", metadata: { tier: "gold" } }"#,
        #"create price { product: prod_1, currency: "usd", unit_amount: usd 20.00 }"#,
        #"create tax_id of customer cus_1 { type: "eu_vat", value: "DE123456789" }"#,
        #"create customers from "people.csv" { email: $row.mail, name: "${row.first}" }"#,
      ]),
    HelpTopic(
      "update", "change one object, or all that match a condition",
      syntax: [
        "update OBJECT ID { FIELD: VALUE, … }",
        "update OBJECTS where CONDITION [limit N] { FIELD: VALUE, … }",
        #"update OBJECTS from "FILE.ndjson|.json|.csv" [{ template with $row }]"#,
      ],
      notes: "Set a field to null to clear it. `where true` selects all objects.",
      examples: [
        #"update customer cus_1 { metadata: { po: null } }"#,
        #"update customers where metadata.tier = "gold" { metadata: { vip: "yes" } }"#,
        "update lines invoice in_1 line il_2 { quantity: 3 }",
      ]),
    HelpTopic(
      "upsert", "create what is missing, update what differs",
      syntax: [
        "upsert OBJECT by FIELD { FIELD: VALUE, … }",
        #"upsert OBJECTS from "FILE" by FIELD [{ FIELD: $row.COLUMN, … }]"#,
      ],
      notes: """
        The object of each row is found by the field after `by`. Objects that already have the
        values are not written, so a second run writes nothing. Parameters that only `create`
        accepts are sent on creation; a row whose object has another value there fails.
        `by FIELD` works for `update … from "FILE"` too: a row without an object fails.
        """,
      examples: [
        #"upsert products from "products.ndjson" by metadata.sku"#,
        #"upsert coupon by id { id: "SALE", percent_off: 20, duration: "once" }"#,
        #"update customers from "crm.csv" by email { metadata: { crm: $row.crm } }"#,
      ]),
    HelpTopic(
      "delete", "delete objects by id, or all that match a condition",
      syntax: ["delete OBJECTS ID, ID …", "delete OBJECTS where CONDITION [limit N]"],
      notes: "There is one result per id. Deleting cannot be undone.",
      examples: [
        "delete customers where created < 2024-01-01 limit 100",
        "delete lines il_1, il_2 of invoice in_1",
      ]),
    HelpTopic(
      "execute", "run an action, such as finalize, pay or capture",
      syntax: [
        "execute ACTION OBJECT ID [{ FIELD: VALUE, … }]",
        "execute ACTION OBJECTS where CONDITION [limit N] [{ … }]",
      ],
      notes: "`describe OBJECT` lists the actions of an object.",
      examples: [
        "execute finalize invoice in_1 { auto_advance: false }",
        "execute capture payment_intent pi_1 { amount_to_capture: 500 }",
        #"execute void invoices where status = "open" and created < 2025-01-01"#,
      ]),
    HelpTopic(
      "request", "send a raw API request",
      syntax: [#"request GET|POST|DELETE "/v1/…" [{ … }]"#],
      examples: [
        #"request GET "/v1/balance""#, #"request POST "/v1/refunds" { charge: "ch_1" }"#,
      ]),
    HelpTopic(
      "bulk", "bulk writes: dry runs, confirmation, journals and reports",
      notes: """
        A statement with `where` or `from` may write many objects. Writes run
        concurrently, within the rate limit of the account.

        --dry-run        print the write requests without sending them
        --journal FILE   record every write before it is sent
        --resume         resume an interrupted run from its journal, without duplicates
        --report FILE    write one JSON line per request; `pinstripe undo FILE` reads it
        --on-error       stop at the first error, continue, or emit errors as results
        --yes            skip the confirmation of writes that cannot be undone
        --live-writes    allow writes to a live account
        """,
      examples: [#"update customers where metadata.tier = "gold" { metadata: { vip: "yes" } }"#]),
    HelpTopic(
      "undo", "generate a script that undoes the writes in a report",
      syntax: [
        "pinstripe --report done.ndjson -e 'update customers where … { … }'",
        "pinstripe undo done.ndjson -o undo.stripe",
        "pinstripe undo.stripe",
      ],
      notes: """
        A report records the previous values of the fields that an update sets. The
        script restores them, most recent write first, and deletes or ends what was
        created. Writes that cannot be undone, such as deletions and payments, are
        listed in comments.
        """),
  ]
}
