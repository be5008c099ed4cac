import JSON
import StripeCatalog
import StripeSandbox

/// Finds an object by its id, or a customer by the e-mail address.
enum SearchPage {
  /// Objects whose ids are chosen by people, or begin like no others.
  private static let unprefixed = ["product", "coupon", "customer", "plan", "shipping_rate"]

  static func find(_ visit: PageVisit) async throws -> Page {
    guard let text = visit.query.entered("id") else { return .redirect("/") }
    if text.contains("@") { return try await find(email: text, visit) }
    for name in [Catalog.embedded.object(forID: text)?.name].compactMap(\.self) + unprefixed {
      guard let type = Catalog.embedded.object(named: name),
        try await visit.sandbox.account(having: type.typeName, text) != nil,
        let address = ObjectAddress.of(type, text)
      else { continue }
      return .redirect(address)
    }
    return .show(
      ListView(
        title: "Nothing found",
        frame: try await ViewerFrame(visit.sandbox.sharedAccount, visit.sandbox),
        note: "There is no object with the id \(text)."),
      status: 404)
  }

  private static func find(email: String, _ visit: PageVisit) async throws -> Page {
    let frame = try await ViewerFrame(visit.sandbox.sharedAccount, visit.sandbox)
    var found: [JSONObject] = []
    for id in frame.accounts.map(\.accountID) {
      let rows = try await SandboxAccounts(visit.sandbox).find(id)?
        .send("GET", "/v1/customers", ["email": .string(email)])
      found += rows?.array("data").compactMap(\.object) ?? []
    }
    if let only = found.first, found.count == 1, let address = ObjectAddress.of(only) {
      return .redirect(address)
    }
    let note = found.isEmpty ? "There is no customer with the e-mail address \(email)." : nil
    return .show(
      ListView(title: "Customers", frame: frame, note: note, rows: found.map(ListRow.init)),
      status: found.isEmpty ? 404 : 200)
  }
}
