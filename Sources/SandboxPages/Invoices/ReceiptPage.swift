import JSON
import StripeSandbox

/// The receipt of a payment.
struct ReceiptView: PageView {
  let title: String
  let problem: String? = nil
  let facts: [InvoiceView.Fact]
  let amounts: [AmountLine]

  static let template = """
    {{<customer}}{{$body}}
    <dl>
    {{#facts}}<div class="between"><dt class="note">{{label}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    {{>lines}}
    {{/body}}{{/customer}}
    """

  init(_ charge: JSONObject) {
    let currency = charge.text("currency")
    func line(_ label: String, _ amount: Int, isTotal: Bool = false) -> AmountLine {
      AmountLine(
        label: label, note: nil, money: Readable.money(amount, currency), isTotal: isTotal)
    }
    title = "Receipt from \(charge.text("calculated_statement_descriptor") ?? "the seller")"
    let card = charge.object("payment_method_details")?.object("card").map {
      "\($0.text("brand") ?? "card") •••• \($0.text("last4") ?? "")"
    }
    let facts: [(String, String?)] = [
      ("Date", Readable.day(charge.amount("created"))), ("Paid by", card),
      ("For", charge.text("description")), ("Receipt number", charge.text("receipt_number")),
    ]
    self.facts = facts.compactMap { label, value in
      value.map { InvoiceView.Fact(label: label, value: $0) }
    }
    var amounts = [line("Amount paid", charge.amount("amount_captured"), isTotal: true)]
    let refunded = charge.amount("amount_refunded")
    if refunded > 0 { amounts.append(line("Refunded", -refunded)) }
    self.amounts = amounts
  }
}

/// Shows receipts.
enum ReceiptPage {
  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "charge", visit.id)
    let charge = try await account.send("GET", "/v1/charges/\(Readable.escaped(visit.id))")
    guard charge.isTrue("paid") else {
      return .message(404, "Nothing here", "This was not paid.")
    }
    return .show(ReceiptView(charge))
  }
}
