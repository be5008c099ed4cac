import JSON

/// The states of an invoice. Source: the SDK's `Invoice.status`.
enum InvoiceStatus: String, CaseIterable, Sendable {
  case draft
  case open
  case paid
  case uncollectible
  case void

  init(of invoice: JSONObject) {
    self = invoice.text("status").flatMap(Self.init(rawValue:)) ?? .draft
  }
}
