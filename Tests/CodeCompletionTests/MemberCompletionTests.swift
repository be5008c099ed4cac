import Expressions
import Language
import StripeCatalog
import Testing

@testable import CodeCompletion

/// What TAB offers where the `|` stands, in a session whose variables have known shapes.
private func texts(_ marked: String) throws -> [String] {
  let catalog = Catalog.embedded
  var context = CompletionContext(catalog: catalog)
  let invoice = try #require(catalog.object(named: "invoice"))
  var totals = ValueMembers()
  totals["currency"] = .text
  totals["sum_total"] = .integer
  var header = ValueMembers()
  for name in ["mail", "name"] { header[name] = .text }
  context.shapes = [
    "inv": .object(invoice), "wide": .object(invoice, expanded: [["customer"]]),
    "all": .list(of: .object(invoice)), "sums": .list(of: .record(totals)), "any": .unknown,
    "text": .text,
  ]
  context.variables = context.shapes.keys.sorted()
  let people = ValueShape.record(header)
  context.rowShape = { path in path == "people.csv" ? people : .unknown }
  for id in ["cus_1", "sub_1", "po_1", "price_1", "in_1"] { context.recentIDs.note(id) }
  let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
  return Completer.complete(
    text: parts.joined(), cursor: parts[0].utf8.count, context: context
  ).map(\.text)
}

/// What may follow the dot of a variable.
@Suite struct MemberCompletionTests {
  @Test(arguments: [
    ("print $inv.customer_e|", ["customer_email"]),
    ("print $inv.status_transitions.fin|", ["finalized_at"]),
    ("print $inv.lines.|", ["data", "has_more", "object", "url"]),
    ("print $inv.lines.data[0].quan|", ["quantity", "quantity_decimal"]),
    ("print \"to ${inv.customer_em|", ["customer_email"]),
    ("print \"to ${inv.customer_em|}\"", ["customer_email"]),
    ("query charges where customer = $inv.customer_em|", ["customer_email"]),
    ("update customer cus_1 { email: $inv.customer_em|", ["customer_email"]),
    ("for x in $inv.li|", ["lines", "livemode"]),
    ("print $all[0].customer_em|", ["customer_email"]),
    ("print $sums[0].|", ["currency", "sum_total"]),
    ("print $wide.customer.invoice_pre|", ["invoice_prefix"]),
    // An id, a text and a list have no members, and of others nothing is known.
    ("print $inv.customer.|", []),
    ("print $all.|", []),
    ("print $text.|", []),
    ("print $any.|", []),
    ("print $inv.metadata.|", []),
    ("print $nobody.|", []),
    // A key in brackets goes in quotes.
    ("print $inv[|", []),
    ("print \"${inv[|", []),
  ])
  func `of a variable`(_ marked: String, _ expected: [String]) throws {
    #expect(try texts(marked) == expected)
  }

  @Test(arguments: [
    ("create customers from \"people.csv\" { email: $row.|", ["mail", "name"]),
    ("create customers from 'people.csv' { name: \"${row.n|", ["name"]),
    ("create customers from \"other.csv\" { email: $row.|", []),
    ("create customers from $all { email: $row.customer_em|", ["customer_email"]),
    ("create customers from stdin { email: $row.|", []),
    ("update customers where email is null { name: $row.pho|", ["phone"]),
    ("update invoices where true { description: $row.status_transitions.fin|", ["finalized_at"]),
    ("create customer { email: $row.|", []),
    ("print $row.|", []),
  ])
  func `of a row`(_ marked: String, _ expected: [String]) throws {
    #expect(try texts(marked) == expected)
  }
}

/// What is compared with a filter that is not a field.
@Suite struct FilterCompletionTests {
  @Test(arguments: [
    ("query invoices where subscription = s|", ["sub_1"]),
    ("list invoices where subscription = s|", ["sub_1"]),
    ("query subscriptions where price = p|", ["price_1"]),
    ("query subscriptions where price in (p|", ["price_1"]),
    ("query balance_transactions where payout = p|", ["po_1"]),
    ("list balance_transactions where payout = p|", ["po_1"]),
    ("update subscriptions where price = p|", ["price_1"]),
    ("query invoice_items where pending = t|", ["true"]),
    ("list invoice_items where pending = f|", ["false"]),
    ("query subscriptions where current_period_end < n|", ["now"]),
    ("list subscriptions where status = \"end|", ["\"ended\""]),
    (
      "query v2.money_management.financial_accounts where statuses in (\"|",
      ["\"closed\"", "\"open\"", "\"pending\""]
    ),
  ])
  func `values are offered`(_ marked: String, _ expected: [String]) throws {
    #expect(try texts(marked) == expected)
  }
}
