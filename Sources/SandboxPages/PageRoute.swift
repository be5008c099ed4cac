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
    let given = path.split(separator: "/")
    for route in all where route.method == method && route.parts.count == given.count {
      var ids: [String] = []
      let fits = zip(route.parts, given).allSatisfy { part, text in
        if part == "*" { ids.append(String(text)) }
        return part == "*" || part == text
      }
      if fits { return Match(ids: ids, handler: route.handler) }
    }
    return nil
  }

  private static let all = [
    PageRoute("GET", "/pages/style.css") { _ in .style },
    PageRoute("GET", "/", HomePage.show),
    PageRoute("GET", "/search", SearchPage.find),
    PageRoute("GET", "/objects/*", ListPage.show),
    PageRoute("GET", "/objects/*/*", ObjectPage.show),
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
    PageRoute("GET", "/p/session/*", PortalPage.show),
    PageRoute("GET", "/p/session/*/*", PortalPage.step),
    PageRoute("POST", "/p/session/*/*", PortalPage.act),
  ]
}
