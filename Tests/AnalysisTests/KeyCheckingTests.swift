import Analysis
import Diagnostics
import Expressions
import Language
import Testing

/// The field that finds the objects of a write, and where rows go.
@Suite struct KeyCheckingTests {
  @Test(arguments: [
    ("upsert products { name: \"x\" }", "upsert: `upsert` requires `by`"),
    ("update customers by emial { email: \"x\" }", "emial: customer has no field `emial`"),
    ("update customers by email { name: \"x\" }", "by email: the body has no `email`"),
    ("update customers by metadata { metadata: { a: 1 } }", "metadata: `by metadata`: it is not"),
    (
      "update customers from $rows by default_source.id { name: \"x\" }",
      "default_source.id: `by default_source.id`: it is a field of another object"
    ),
    (
      "update invoices from $rows by lines.data.id { description: \"x\" }",
      "lines.data.id: `by lines.data.id`: an object may have several values there"
    ),
    (
      "update customers where true by email { name: \"x\" }",
      "where true: `where` and `by` together"
    ),
    ("update customer cus_1 by email { email: \"x\" }", "by email: ids next to `by`"),
    ("update customers by email { id: cus_1, email: \"x\" }", "customers: `id` next to `by`"),
    ("upsert products by created { name: \"x\" }", "created: `created` cannot be set when"),
    ("upsert products by name { nam: \"x\" }", "nam: upsert product has no parameter `nam`"),
    ("upsert events by type { type: \"x\" }", "events: Stripe cannot upsert"),
    ("create customers from $rows by email", "by email: `create` takes no `by`"),
    (
      "query customers into \"a.xlsx\"",
      "\"a.xlsx\": `a.xlsx` is not a .csv, .tsv, .json, .ndjson, .md or .html file"
    ),
    ("query customers into \"mysql://a/b\"", "\"mysql://a/b\": unknown database `mysql`"),
    ("query customers into \"sqlite:\"", "\"sqlite:\": `sqlite:` requires the name of a file"),
    ("query customers into \"a.csv\" table x", "x: only databases have tables"),
    ("query customers into \"sqlite:a\" table \"\"", "\"\": `table` requires the name"),
    ("query charges chart into \"sqlite:a\"", "chart: a chart goes to an .html file"),
    (
      "query charges expand customer into \"sqlite:a\"",
      "customer: a table stores the id of `customer`, not the object"
    ),
    ("query customers chart into \"a.csv\"", "\"a.csv\": a chart goes to an .html file"),
    ("let x = query customers into \"a.csv\"", "into \"a.csv\": `into` shows rows"),
    ("print count(query customers chart)", "chart: `chart` shows rows"),
    ("create customer { name: \"x\" } into \"a.csv\"", "into \"a.csv\": `create` takes no `into`"),
  ])
  func `mistakes are named at their place`(text: String, expected: String) {
    let found = problems(text, variables: ["rows": .unknown])
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test(arguments: [
    "update customers from $rows by email { name: $row.name }",
    "update customers by email { email: \"a@x.com\", name: \"x\" }",
    "update invoices from $rows by subscription { description: \"x\" }",
    "delete customers from [\"a@x.com\"] by email",
    "execute finalize invoices from $rows by number",
    "upsert coupon by id { id: \"SALE\", percent_off: 20, duration: \"once\" }",
    "upsert price by lookup_key { lookup_key: \"k\", currency: \"eur\", unit_amount: 5, "
      + "product: prod_1 }",
    "upsert products from stdin by metadata.sku",
    "query customers select id into \"a.csv\"",
    "for i in [\"a\"] { list customers into \"${i}.csv\" }",
    "get customer cus_1 into \"a.json\"",
    "query customers into \"sqlite:books.db\" table people",
    "query charges select id, customer.email into \"postgres://ann@localhost/books\"",
    "for i in [\"a\"] { query customers into \"sqlite:${i}.db\" table \"t_${i}\" }",
  ])
  func `statements that are right`(text: String) {
    #expect(problems(text, variables: ["rows": .unknown]) == [])
  }

  @Test func `the header of a file must have the key`() {
    var columns = ValueMembers()
    columns["mail"] = .unknown
    var context = CheckContext(catalog: .embedded)
    context.rowShape = { _ in .record(columns) }
    let text = "update customers from \"p.csv\" by email { name: \"x\" }"
    let found = Compiler.compile([SourceText(name: "test", text: text)], context).diagnostics
    #expect(found.map(\.message) == ["the rows have no `email` to find customers by"])
    #expect(found.map(\.hint) == ["did you mean `mail`?"])
  }
}
