import JSON

/// An invoice for paper.
struct InvoicePrintView: PageView {
  let title: String
  let problem: String?
  let state: String
  let facts: [InvoiceView.Fact]
  let amounts: [AmountLine]
  let footer: String?

  init(_ view: InvoiceView) {
    title = view.title
    problem = nil
    state = view.state
    facts = view.facts
    amounts = view.amounts
    footer = view.footer
  }

  static let template = """
    {{<customer}}{{$body}}
    <p class="noprint note">The sandbox does not draw PDFs: print this page instead.</p>
    \(InvoiceView.body)
    {{/body}}{{/customer}}
    """
}

/// Shows an invoice without its form.
enum InvoicePrint {
  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "invoice", visit.id)
    let invoice = try await InvoicePage.invoice(visit.id, account)
    guard invoice.text("status") != "draft" else { return InvoicePage.draft }
    return .show(InvoicePrintView(InvoiceView(invoice)))
  }
}
