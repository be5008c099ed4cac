/// The paths of the pages.
struct PageRoute: Sendable {
  typealias Handler = @Sendable (PageVisit) async throws -> Page

  /// A route with the ids of a request.
  struct Match {
    let ids: [String]
    let handler: Handler
  }

  private let method: String
  private let parts: [Substring]
  private let handler: Handler

  /// - Parameter path: an asterisk stands for an id.
  private init(_ method: String, _ path: String, _ handler: @escaping Handler) {
    self.method = method
    parts = path.split(separator: "/")
    self.handler = handler
  }

  static func find(_ method: String, _ path: Substring) -> Match? {
    all.lazy.filter { $0.method == method }.compactMap { $0.match(path) }.first
  }

  /// The methods that a page at a path takes; none where there is no page.
  static func methods(_ path: Substring) -> [String] {
    all.filter { $0.match(path) != nil }.map(\.method)
  }

  private func match(_ path: Substring) -> Match? {
    let given = path.split(separator: "/")
    guard given.count == parts.count else { return nil }
    var ids: [String] = []
    for (part, text) in zip(parts, given) {
      guard part == "*" || part == text else { return nil }
      if part == "*" { ids.append(String(text)) }
    }
    return Match(ids: ids, handler: handler)
  }

  private static let all = [
    PageRoute("GET", "/pages/style.css") { _ in .style },
    PageRoute("GET", "/", HomePage.show),
    PageRoute("GET", "/search", SearchPage.find),
    PageRoute("GET", "/objects/*", ListPage.show),
    PageRoute("GET", "/objects/*/*", ObjectPage.show),
    PageRoute("GET", "/objects/*/*/events", EventsPage.show),
    PageRoute("GET", "/deliveries", DeliveriesPage.show),
    PageRoute("POST", "/deliveries/*/resend", DeliveriesPage.resend),
    PageRoute("GET", "/clocks", ClocksPage.show),
    PageRoute("POST", "/clocks", ClocksPage.advanceSandbox),
    PageRoute("POST", "/clocks/*", ClocksPage.advance),
    PageRoute("GET", "/b/*", CheckoutPage.visitLink),
    PageRoute("GET", "/c/pay/*", CheckoutPage.show),
    PageRoute("POST", "/c/pay/*", CheckoutPage.act),
    PageRoute("GET", "/c/done/*", CheckoutPage.confirmation),
    PageRoute("GET", "/i/*", InvoicePage.show),
    PageRoute("POST", "/i/*", InvoicePage.pay),
    PageRoute("GET", "/i/*/pdf", InvoicePrint.show),
    PageRoute("GET", "/r/*", CheckoutPage.recover),
    PageRoute("GET", "/receipts/*", ReceiptPage.show),
    PageRoute("GET", "/p/login/*", PortalLogin.show),
    PageRoute("POST", "/p/login/*", PortalLogin.enter),
    PageRoute("GET", "/p/session/*", PortalPage.show),
    PageRoute("GET", "/p/session/*/*", PortalPage.step),
    PageRoute("POST", "/p/session/*/*", PortalPage.act),
  ]
}
