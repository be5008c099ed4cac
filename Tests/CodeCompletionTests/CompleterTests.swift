import Diagnostics
import Language
import StripeCatalog
import Testing

@testable import CodeCompletion

/// A session with a little of everything.
let sampleContext: CompletionContext = {
  var context = CompletionContext()
  context.settings = [
    .init(name: "format", description: "of output", values: ["csv", "json", "table"]),
    .init(name: "page_size", description: "1 to 100"),
  ]
  context.functions = [.init(name: "count"), .init(name: "sum")]
  context.clauses = [
    .get: ["expand", "select"],
    .list: ["where", "select", "order by", "group by", "limit", "page size", "expand"],
    .create: ["from", "expand"],
  ]
  context.helpTopics = [.init(name: "query"), .init(name: "values")]
  context.showTopics = [.init(name: "profiles"), .init(name: "settings")]
  context.variables = ["inv", "c"]
  context.profiles = ["acme", "sandbox"]
  context.recentIDs.note("cus_1", name: "Ann Lee ann@example.com")
  for key in ["order_no", "crm", "not a word"] { context.recentNames.note(metadataKey: key) }
  for id in ["in_2", "in_1", "il_1", "price_1"] { context.recentIDs.note(id) }
  context.names = { directory in
    switch directory {
    case "": ["data/", "people.csv", "lines.csv"]
    case "data/": ["old.ndjson"]
    case _: []
    }
  }
  return context
}()

/// What TAB offers where the `|` stands.
private func offered(_ marked: String) -> [Completion] {
  let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
  let text = parts.joined()
  return Completer.complete(text: text, cursor: parts[0].utf8.count, context: sampleContext)
}

private func texts(_ marked: String) -> [String] { offered(marked).map(\.text) }

@Suite struct CompleterTests {
  /// All that is offered.
  @Test(arguments: [
    ("que|", ["query"]),
    ("QUE|", ["query"]),
    ("e|", ["execute", "exit", "explain"]),
    ("zzz|", []),
    ("explain que|", ["query"]),
    ("list invoices; que|", ["query"]),
    ("list invoices\nque|", ["query"]),
    // Objects that have what the verb wants, in the number that reads naturally.
    (
      "query inv|",
      ["invoice_items", "invoice_payments", "invoice_rendering_templates", "invoices"]
    ),
    ("get invoice|", ["invoice", "invoice_item", "invoice_payment", "invoice_rendering_template"]),
    ("create invoice|", ["invoice", "invoice_item"]),
    ("update customers|", ["customers"]),
    ("delete pric|", []),
    ("list checkout.|", ["checkout.sessions"]),
    ("get v2.core.account|", ["v2.core.account", "v2.core.account_token"]),
    ("let x = create custom|", ["customer", "customer_session"]),
    ("for x in query pri|", ["prices"]),
    ("if $c.x = 1 { get balanc|", ["balance", "balance_settings", "balance_transaction"]),
    // What an object is nested in.
    ("list lines of |", ["credit_note", "invoice"]),
    ("list lines inv|", ["invoice"]),
    ("create tax_id of |", ["customer"]),
    ("create lin|", ["lines"]),
    // Actions, before and behind their object.
    ("execute final|", ["finalize", "finalize_amount"]),
    ("execute finalize |", ["invoice", "quote"]),
    ("let x = execute mark_uncoll|", ["mark_uncollectible"]),
    // Ids the session has seen.
    ("get invoice |", ["expand", "in_1", "in_2", "of", "select"]),
    ("list lines of invoice i|", ["in_1", "in_2"]),
    ("query invoices where id = |", ["$c", "$inv", "in_1", "in_2"]),
    ("query invoices where customer = |", ["$c", "$inv", "cus_1"]),
    ("list invoices where customer = |", ["$c", "$inv", "cus_1"]),
    ("create invoice { customer: |", ["$c", "$inv", "cus_1"]),
    // Clauses, each once and only those the verb takes.
    ("get customer cus_2 |", ["expand", "of", "select"]),
    ("create customers f|", ["from"]),
    ("query invoices where a = 1 s|", ["select"]),
    ("list invoices limit 5 l|", []),
    ("query invoices o|", ["of", "order by"]),
    ("query invoices where total > 5 a|", ["and"]),
    ("query invoices via |", ["list", "search"]),
    // Fields, and those below them.
    (
      "query invoices where stat|",
      ["statement_descriptor", "status", "status_details", "status_transitions"]
    ),
    ("query invoices where (status = \"open\" or status_d|", ["status_details"]),
    (
      "query invoices where customer.address.|",
      ["city", "country", "line1", "line2", "postal_code", "state"]
    ),
    ("query invoices where lines.|", ["data", "has_more", "url"]),
    ("query invoices where lines.data[0].quan|", ["quantity", "quantity_decimal"]),
    ("query invoices select id, customer_e|", ["customer_email"]),
    ("query invoices order by amount_d|", ["amount_due"]),
    ("query charges group by curr|", ["currency"]),
    ("query charges select co|", ["count"]),
    ("query charges select sum(amount_c|", ["amount_captured"]),
    ("assert count(query invoices where status_d|", ["status_details"]),
    ("query invoices expand customer|", ["customer"]),
    ("query invoices expand lines.|", ["data"]),
    // A list takes what Stripe filters on.
    (
      "list invoices where |",
      [
        "$c", "$inv", "collection_method", "created", "customer", "customer_account", "due_date",
        "not", "status", "subscription",
      ]
    ),
    // Values.
    (
      "query invoices where status = |",
      [
        "\"draft\"", "\"open\"", "\"paid\"", "\"uncollectible\"", "\"void\"", "$c", "$inv",
      ]
    ),
    ("query invoices where status = \"dr|", ["\"draft\""]),
    ("query invoices where status = 'dr|", ["'draft'"]),
    ("query invoices where status in (\"open\", \"d|", ["\"draft\""]),
    ("query invoices where attempted = |", ["$c", "$inv", "false", "true"]),
    ("query invoices where created > |", ["$c", "$inv", "now", "today"]),
    ("query invoices where created > no|", ["now"]),
    ("list invoices where collection_method = \"s|", ["\"send_invoice\""]),
    // Keys of a body, those there already left out, and their values.
    ("create customer { ema|", ["email"]),
    ("create customer { email: \"a\", ema|", []),
    ("create customer { address: { l|", ["line1", "line2"]),
    ("create customer { address.l|", ["line1", "line2"]),
    ("create customer {\n  name: \"x\",\n  pho|", ["phone"]),
    ("execute finalize invoice in_1 { |", ["auto_advance", "expand"]),
    ("update line il_1 of invoice in_1 { quant|", ["quantity", "quantity_decimal"]),
    ("create lines of invoice in_1 { invoice_i|", ["invoice_item"]),
    ("delete line il_1 of invoice in_1 { beh|", ["behavior"]),
    (
      "create invoice { collection_method: |",
      [
        "\"charge_automatically\"", "\"send_invoice\"", "$c", "$inv",
      ]
    ),
    ("create invoice { automatic_tax: { enabled: |", ["$c", "$inv", "false", "true"]),
    ("create tax_id of customer cus_1 { type: \"eu_v|", ["\"eu_vat\""]),
    ("update customer cus_1 { metadata: n|", ["null"]),
    // The session.
    ("set |", ["format", "page_size"]),
    ("set format = |", ["$c", "$inv", "csv", "json", "table"]),
    ("use a|", ["acme"]),
    ("show |", ["profiles", "settings"]),
    ("help |", ["query", "values"]),
    ("test |", ["connection"]),
    ("describe invoice_i|", ["invoice_item"]),
    ("describe finali|", ["finalize", "finalize_amount"]),
    ("describe finalize inv|", ["invoice"]),
    ("describe invoice fin|", ["finalize"]),
    ("describe invoice amount_p|", ["amount_paid", "amount_paid_off_stripe"]),
    ("describe invoice status_transitions.p|", ["paid_at"]),
    // What is selected, for what orders and groups it.
    ("query charges select amount as tot, order_no order by to|", ["tot"]),
    ("query charges select currency, sum(amount) order by sum|", ["sum", "sum_amount"]),
    (
      "query charges select lower(currency) as code, a + b as c2 group by c|",
      [
        "c2", "calculated_statement_descriptor", "captured", "code", "created", "currency",
        "customer",
      ]
    ),
    (
      "query charges select currency, count() as n_rows group by currency having n|",
      ["n_rows", "not"]
    ),
    ("query charges select currency as code where co|", ["count"]),
    // Periods, where a time is.
    (
      "query invoices where created in la|",
      ["last day", "last month", "last quarter", "last week", "last year"]
    ),
    ("query invoices where created not in this mo|", ["month"]),
    ("print $|", ["$c", "$inv"]),
    ("print \"total: ${i|", ["inv"]),
    ("request P|", ["POST"]),
    // Files.
    ("create customers from \"p|", ["\"people.csv"]),
    ("query customers into \"p|", ["\"people.csv"]),
    ("update customers from \"people.csv\" by emai|", ["email"]),
    // What can be both created and updated.
    ("upsert produc|", ["product", "product_catalog.trial_offer"]),
    ("upsert even|", []),
    ("upsert price by lookup_key { curr|", ["currency", "currency_options"]),
    ("create customers from 'd|", ["'data/"]),
    ("include \"data/|", ["\"data/old.ndjson"]),
    // Nothing inside a comment or a text of its own.
    ("# que|", []),
    ("print \"que|", []),
  ])
  func offers(_ marked: String, _ expected: [String]) {
    #expect(texts(marked) == expected)
  }

  /// Some of what is offered where that is much.
  @Test(arguments: [
    (
      "|", ["assert", "create", "describe", "exit", "query", "update"], ["where", "and", "invoice"]
    ),
    ("list |", ["customers", "invoices", "lines", "checkout.sessions"], ["balance", "query"]),
    ("describe |", ["customer", "invoice", "checkout.session"], ["query", "finalize"]),
    ("execute |", ["attach", "cancel", "finalize", "pay"], ["create", "invoice"]),
    ("query invoices |", ["where", "order by", "page size", "limit"], ["in_1", "and", "invoice"]),
    ("query invoices where |", ["status", "total", "customer", "not"], ["null", "get", "where"]),
    (
      "query invoices where status = \"draft\" |", ["and", "or", "limit"],
      ["where", "status", "get"]
    ),
    ("create invoice { |", ["auto_advance", "customer", "metadata"], ["id", "status", "from"]),
    ("create customers from |", ["\"people.csv", "stdin", "query"], ["email", "not", "null"]),
    ("let x = |", ["create", "query", "$c"], ["status", "where"]),
    ("query invoices limit |", ["$c"], ["status", "true", "now"]),
    ("query invoices where created in |", ["last month", "this year", "today"], ["status"]),
    ("query invoices where status in |", ["$c"], ["last month", "this year"]),
    ("describe invoice |", ["finalize", "pay", "total", "customer"], ["query"]),
  ])
  func offersAmongOthers(_ marked: String, _ expected: [String], _ absent: [String]) {
    let found = Set(texts(marked))
    #expect(found.isSuperset(of: expected))
    #expect(found.isDisjoint(with: absent))
  }

  @Test func eachReplacesWhatIsTyped() {
    #expect(offered("list  inv|oi").allSatisfy { $0.span == Span(6, 9) })
    #expect(offered("get customer |").allSatisfy { $0.span == Span(13, 13) })
    #expect(offered("query invoices where customer.ema|").map(\.span) == [Span(30, 33)])
    #expect(offered("query invoices where status = \"dr|").map(\.span) == [Span(30, 33)])
    #expect(offered("list checkout.se|").map(\.span) == [Span(5, 16)])
    #expect(offered("print \"é ${i|").map(\.span) == [Span(12, 13)])
  }

  @Test func descriptionsSayWhatItIs() {
    let status = offered("query invoices where status|").first { $0.text == "status" }
    #expect(status?.description == "draft | open | paid | uncollectible | void")
    #expect(
      offered("create tax_id of customer cus_1 { val|").map(\.description) == ["required, string"])
    #expect(offered("query prices|").map(\.description) == ["price_…"])
    #expect(offered("set page|").map(\.description) == ["1 to 100"])
    #expect(offered("execute finalize_a|").map(\.description) == ["issuing.authorization"])
  }

  @Test func endingsLeadOn() {
    #expect(offered("query invoices where status_d|").map(\.ending) == ["."])
    #expect(offered("query invoices where customer_e|").map(\.ending) == [" "])
    #expect(offered("create customer { ema|").map(\.ending) == [": "])
    #expect(offered("query charges select cou|").map(\.ending) == ["("])
    #expect(offered("include \"pe|").map(\.ending) == ["\" "])
    #expect(offered("include \"da|").map(\.ending) == [""])
  }

  @Test func anyCursorInAnyTextIsAnswered() {
    let text = "query invoices where (status in (\"é${$c.x}\", 'b') { a.b: [1, { $\n# x\n\\ select"
    for cursor in -1...(text.utf8.count + 1) {
      for completion in Completer.complete(text: text, cursor: cursor, context: sampleContext) {
        #expect(completion.span.start <= completion.span.end)
        #expect(completion.span.end <= text.utf8.count)
      }
    }
  }
}
