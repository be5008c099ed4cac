import JSON
import StripeSandbox

/// The tax ids of a customer, with what adds and removes them.
struct PortalTaxView: PageView {
  let title = "Tax ids"
  let problem: String?
  let action: String
  let removal: String
  let taxIDs: [Known]
  let types: [Kind]
  let value: String
  let back: String

  /// A tax id that the customer has.
  struct Known: Sendable {
    let taxID: String
    let words: String
  }

  /// A kind of tax ids.
  struct Kind: Sendable {
    let kind: String
    let isChosen: Bool
  }

  static let template = """
    {{<customer}}{{$body}}
    {{^taxIDs}}<p>There are none.</p>{{/taxIDs}}
    <ul class="plain">
    {{#taxIDs}}
    <li class="between"><span>{{words}}</span>
    <form method="post" action="{{removal}}"><input type="hidden" name="tax_id" value="{{taxID}}">
    <button class="second" aria-label="Remove {{words}}">Remove</button></form></li>
    {{/taxIDs}}
    </ul>
    <form method="post" action="{{action}}">
    <label for="type">Type</label>
    <select id="type" name="type">
    {{#types}}<option{{#isChosen}} selected{{/isChosen}}>{{kind}}</option>
    {{/types}}</select>
    <label for="value">Number</label>
    <input id="value" name="value" required autocomplete="off" value="{{value}}">
    <button>Add the tax id</button>
    </form>
    <a class="button second" href="{{back}}">Go back</a>
    {{/body}}{{/customer}}
    """
}

/// Adds and removes tax ids.
enum PortalTaxIDs {
  static func mayChange(_ portal: PortalVisit) -> Bool {
    let update = portal.features.object("customer_update")
    return portal.allows("customer_update")
      && update?.array("allowed_updates").contains("tax_id") == true
  }

  private static func check(_ portal: PortalVisit) throws(SandboxError) {
    guard mayChange(portal) else {
      throw SandboxError(403, "The configuration of this portal does not allow this.")
    }
  }

  private static func path(_ portal: PortalVisit) -> String {
    "/v1/customers/\(portal.customerID)/tax_ids"
  }

  static func show(_ portal: PortalVisit, problem: String? = nil) async throws -> Page {
    try check(portal)
    let known = try await portal.account.send("GET", path(portal), ["limit": 100])
    let chosen = portal.visit.entered("type") ?? "eu_vat"
    return .show(
      PortalTaxView(
        problem: problem, action: portal.address("tax_ids"),
        removal: portal.address("remove_tax_id"),
        taxIDs: known.array("data").compactMap(\.object).map {
          PortalTaxView.Known(
            taxID: $0.text("id") ?? "",
            words: "\(Readable.word($0.text("type") ?? "")) \($0.text("value") ?? "")")
        },
        types: TaxIDKinds.all.map { PortalTaxView.Kind(kind: $0, isChosen: $0 == chosen) },
        value: problem == nil ? "" : portal.visit.entered("value") ?? "",
        back: portal.address() + "?home=1"),
      status: problem == nil ? 200 : 400)
  }

  static func add(_ portal: PortalVisit) async throws -> Page {
    try check(portal)
    do {
      try await portal.account.send(
        "POST", path(portal),
        [
          "type": .string(portal.visit.entered("type") ?? ""),
          "value": .string(portal.visit.entered("value") ?? ""),
        ])
    } catch let error as SandboxError {
      return try await show(portal, problem: error.message)
    }
    return .redirect(portal.address("tax_ids"))
  }

  static func remove(_ portal: PortalVisit) async throws -> Page {
    try check(portal)
    let id = Readable.escaped(portal.visit.entered("tax_id") ?? "")
    try await portal.account.send("DELETE", "\(path(portal))/\(id)")
    return .redirect(portal.address("tax_ids"))
  }
}
