import JSON
import StripeSandbox

/// The page of a checkout session.
enum CheckoutPage {
  private static let path = "/v1/checkout/sessions"

  /// Begins a session of a payment link, and leads to its page.
  static func visitLink(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "payment_link", visit.id)
    var given: JSONObject = [:]
    for name in ["client_reference_id", "prefilled_email"] {
      given[name] = visit.query.entered(name).map { .string($0) }
    }
    do {
      let session = try await account.visit(paymentLink: visit.id, given)
      return .redirect("/c/pay/\(session)")
    } catch let error as SandboxError where error.status == 404 {
      return .message(404, "This link is not active", error.message)
    }
  }

  /// Begins a session again that expired, and leads to its page.
  static func recover(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "checkout.session", visit.id)
    return .redirect("/c/pay/\(try await account.recover(visit.id))")
  }

  static func show(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "checkout.session", visit.id)
    return try await page(visit, account, form: [:])
  }

  /// Changes what is bought, or pays it.
  static func act(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "checkout.session", visit.id)
    let action = visit.entered("action") ?? "pay"
    do {
      if visit.form.has("action") {
        let before = try await session(visit.id, account)
        try await account.choose(
          CheckoutForm.choices(visit.form, undoing: action == "remove_code"), in: visit.id)
        if action == "pay", try await isTaxedAnew(before, account) {
          return try await page(visit, account, form: visit.form)
        }
      }
      guard action == "pay" else { return try await page(visit, account, form: visit.form) }
      return try await complete(visit, account)
    } catch let error as SandboxError {
      return try await page(visit, account, form: visit.form, problem: error.message)
    }
  }

  /// True if the address that was entered changed the taxes: the customer is to see the sum first.
  private static func isTaxedAnew(_ before: JSONObject, _ account: AccountClient) async throws
    -> Bool
  {
    guard before.object("automatic_tax")?.isTrue("enabled") == true else { return false }
    let now = try await session(before.text("id") ?? "", account)
    return now["amount_total"] != before["amount_total"]
  }

  private static func complete(_ visit: PageVisit, _ account: AccountClient) async throws -> Page {
    var form = visit.form
    let session = try await session(visit.id, account)
    var entries = try CheckoutForm.entries(form, session)
    if CheckoutForm.needsCard(session) {
      let method = try await method(form, entries, account, now: visit.sandbox.now())
      form["payment_method"] = .string(method)
      entries.paymentMethod = method
    }
    do {
      try await account.complete(visit.id, entries)
    } catch let error as SandboxError where error.asksForAuthentication {
      return .show(
        ChallengeView(
          action: "/c/pay/\(visit.id)",
          fields: HiddenField.all(of: form, but: ["action", "authentication"])))
    }
    return try await after(session, account)
  }

  /// The payment method that was made before the customer authenticated, or a new one.
  private static func method(
    _ form: JSONObject, _ entries: CheckoutEntries, _ account: AccountClient, now: Int
  ) async throws -> String {
    if let known = form.entered("payment_method") { return known }
    let parameters = CardFields.parameters(form, now: now, details: entries.details)
    return try await account.send("POST", "/v1/payment_methods", parameters).text("id") ?? ""
  }

  /// Where the customer goes from here.
  private static func after(_ session: JSONObject, _ account: AccountClient) async throws -> Page {
    let id = session.text("id") ?? ""
    let staysHere = session.text("redirect_on_completion") == "never"
    var address = session.text("success_url") ?? session.text("return_url")
    if staysHere { address = nil }
    if let link = session.text("payment_link") {
      let after = try await account.send("GET", "/v1/payment_links/\(link)")
        .object("after_completion")
      address = after?.object("redirect")?.text("url")
    }
    guard let address else { return .redirect("/c/done/\(id)") }
    return .redirect(address.replacing("{CHECKOUT_SESSION_ID}", with: id))
  }

  /// What is said after a session that leads nowhere else.
  static func confirmation(_ visit: PageVisit) async throws -> Page {
    let account = try await visit.account(having: "checkout.session", visit.id)
    let session = try await session(visit.id, account)
    guard session.text("status") == "complete" else { return .redirect("/c/pay/\(visit.id)") }
    var message: String?
    if let link = session.text("payment_link") {
      message = try await account.send("GET", "/v1/payment_links/\(link)")
        .object("after_completion")?.object("hosted_confirmation")?.text("custom_message")
    }
    return .show(ConfirmationView(sentence: message ?? "A receipt is on its way to you."))
  }

  private static func session(_ id: String, _ account: AccountClient) async throws -> JSONObject {
    try await account.send("GET", "\(path)/\(id)", ["expand": ["optional_items"]])
  }

  private static func takesCards(_ session: JSONObject) -> Bool {
    !CheckoutForm.needsCard(session) || session.array("payment_method_types").contains("card")
  }

  private static func page(
    _ visit: PageVisit, _ account: AccountClient, form: JSONObject, problem: String? = nil
  ) async throws -> Page {
    let session = try await session(visit.id, account)
    switch session.text("status") {
    case "complete":
      return .message(
        200, "You are all done here", "This checkout session has already been completed.")
    case "expired":
      return .show(ExpiredCheckoutView(session), status: 410)
    case _ where !takesCards(session):
      let types = session.array("payment_method_types").compactMap(\.string)
      return .message(
        200, "This page takes cards only",
        "This session takes \(types.joined(separator: ", ")): complete it by POST"
          + " /v1/payment_pages/\(visit.id)/confirm with a payment method of that type.")
    case _:
      let items = try await account.send(
        "GET", "\(path)/\(visit.id)/line_items", ["limit": 100])
      let shipping = try await CheckoutShipping.options(session, account)
      return .show(
        CheckoutView(
          session, items.array("data").compactMap(\.object), shipping,
          options: try await CheckoutOption.all(session, items, account), form: form,
          problem: problem),
        status: problem == nil ? 200 : 402)
    }
  }
}

/// What is said after a session that leads nowhere else.
struct ConfirmationView: PageView {
  let title = "Thank you"
  let sentence: String

  static let template = """
    {{<customer}}{{$body}}
    <p>{{sentence}}</p>
    {{/body}}{{/customer}}
    """
}

/// The ways of shipping that a session offers.
enum CheckoutShipping {
  struct Option: Sendable {
    let rate: String
    let label: String
    let price: String
    let isChosen: Bool
  }

  static func options(_ session: JSONObject, _ account: AccountClient) async throws -> [Option] {
    let chosen = session.object("shipping_cost")?.text("shipping_rate")
    var options: [Option] = []
    for option in session.array("shipping_options").compactMap(\.object) {
      guard let id = option.text("shipping_rate") else { continue }
      let rate = try await account.send("GET", "/v1/shipping_rates/\(id)")
      options.append(
        Option(
          rate: id, label: rate.text("display_name") ?? id,
          price: Readable.money(option.amount("shipping_amount"), session.text("currency")),
          isChosen: id == chosen))
    }
    return options
  }
}
