import JSON

/// Names under which other families still call for invoices.
extension Workspace {
  func finalize(_ draft: JSONObject) throws(SandboxError) -> JSONObject {
    try invoices.finalizing.finalize(Invoice(draft)).json
  }

  func pay(_ invoice: JSONObject, _ parameters: JSONObject) throws(SandboxError) -> JSONObject {
    try invoices.paying.pay(Invoice(invoice), Parameters(parameters)).json
  }

  func blankInvoice(of customer: JSONObject, currency: Currency) throws(SandboxError)
    -> JSONObject
  {
    try BlankInvoice.make(of: customer, currency: currency, in: self).json
  }

  func pendingItems(of customer: String) throws(SandboxError) -> [JSONObject] {
    try invoices.drafts.pendingItems(of: customer).map(\.json)
  }

  func take(_ pending: [JSONObject], into invoice: JSONObject) throws(SandboxError) {
    try invoices.drafts.take(pending.map(InvoiceItem.init), into: Invoice(invoice))
  }

  @discardableResult
  func recompute(_ invoice: JSONObject) throws(SandboxError) -> JSONObject {
    try invoices.sums.recompute(Invoice(invoice)).json
  }

  func newInvoiceItem(
    _ given: JSONObject, customer: String, invoice: JSONObject?, param: String?
  ) throws(SandboxError) -> JSONObject {
    try invoices.items.new(
      Parameters(given, path: param), customer: customer, on: invoice.map(Invoice.init)
    ).json
  }

  func addLine(of item: JSONObject, to invoice: JSONObject) throws(SandboxError) {
    try invoices.lines.add(InvoiceItem(item), to: Invoice(invoice))
  }

  func attachedMethod(_ id: String, to customer: String?, param: String) throws(SandboxError)
    -> String
  {
    try invoices.attachedMethod(id, to: customer, param: param)
  }

  func checkIsNoInvoices(_ intent: JSONObject) throws(SandboxError) {
    try invoices.payments.checkIsNoInvoices(intent)
  }

  func creditInvoices(paidBy intent: JSONObject) throws(SandboxError) {
    try invoices.payments.creditInvoices(paidBy: intent)
  }

  func taxRates(_ ids: JSONValue) throws(SandboxError) -> [JSONValue] {
    try taxes.rates(ids).map { .object($0.json) }
  }

  func newDiscounts(_ given: JSONValue, for owner: JSONObject) throws(SandboxError) -> [JSONValue] {
    let parameters = Parameters(["discounts": given])
    let currency = owner.text("currency").flatMap { $0.isEmpty ? nil : $0 }
    let discountOwner = DiscountOwner(
      field: owner.text("object") ?? "subscription", id: owner.text("id") ?? "",
      customer: owner.text("customer"), currency: currency)
    return try discounts.redeem(parameters.array("discounts"), for: discountOwner)
      .map(JSONValue.string)
  }
}
