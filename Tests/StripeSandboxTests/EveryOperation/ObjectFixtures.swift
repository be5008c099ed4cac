import HTTP
import JSON
import SandboxTesting
import StripeCatalog

@testable import StripeSandbox

/// Brings about objects of every type that a sandbox can have, each with what it depends on.
struct ObjectFixtures {
  let client: SandboxClient

  /// An id that no object has.
  static let nobody = "x_1"

  /// Returns the id of a new object, or `nobody` if the sandbox makes no objects of the type.
  ///
  /// - Parameter parents: the ids of the objects that its path is nested in, outermost first.
  func id(of type: ObjectType, below parents: [String] = []) async throws -> String {
    if let recipe = Self.recipes[type.typeName] { return try await recipe(self, parents) }
    guard let create = Self.creation(of: type, below: parents), !create.isAboutFile,
      RefusedOperations.all[create.id] == nil
    else { return Self.nobody }
    var ids = Array(parents.prefix(create.pathParameters.count))
    for parameter in create.pathParameters.dropFirst(ids.count) {
      ids.append(try await id(of: parameter))
    }
    guard let path = create.path(with: ids) else { return Self.nobody }
    let made = try await client.post(path, MadeUpParameters(self).all(of: create, below: ids))
    return made.id.isEmpty ? Self.nobody : made.id
  }

  /// Of the operations that create objects of a type, the one whose path has these parents, else
  /// the first.
  private static func creation(of type: ObjectType, below parents: [String]) -> Operation? {
    let known = Catalog.embedded.operations.filter { $0.kind == .create && $0.object == type }
    return known.first { $0.pathParameters.count == parents.count } ?? known.first
  }

  func id(of parameter: PathParameter) async throws -> String {
    guard let type = parameter.object else { return Self.nobody }
    return try await id(of: type)
  }

  /// Returns the id of what a request makes.
  func make(_ path: String, _ parameters: JSONObject = [:]) async throws -> String {
    try await client.post(path, parameters).id
  }

  /// Returns the id of a new object of a type by its name in the catalog.
  func id(_ name: String) async throws -> String {
    guard let type = Catalog.embedded.object(named: name) else { return Self.nobody }
    return try await id(of: type)
  }
}

extension ObjectFixtures {
  typealias Recipe = @Sendable (ObjectFixtures, _ parents: [String]) async throws -> String

  /// The types whose objects are not made by their `create` operation with made-up parameters.
  static let recipes: [String: Recipe] = [
    "balance_transaction": { make, _ in
      try await make.client.post("/v1/charges", charge(try await make.id("customer")))
        .text("balance_transaction") ?? nobody
    },
    "card": { make, parents in
      let customer = try await make.customer(parents)
      return try await make.make("/v1/customers/\(customer)/sources", ["source": "tok_visa"])
    },
    "charge": { make, _ in
      try await make.make("/v1/charges", charge(try await make.id("customer")))
    },
    "customer": { make, _ in
      try await make.make(
        "/v1/customers",
        [
          "payment_method": "pm_card_visa", "source": "tok_visa",
          "invoice_settings": ["default_payment_method": "pm_card_visa"],
        ])
    },
    "credit_note": { make, _ in
      let invoice = try await make.invoice(finalized: true)
      return try await make.make(
        "/v1/credit_notes", ["invoice": .string(invoice), "amount": 100])
    },
    "dispute": { make, _ in
      _ = try await make.payment(["confirm": true, "payment_method": "pm_card_createDispute"])
      return try await make.client.rows("/v1/disputes").first?.id ?? nobody
    },
    "event": { make, _ in
      _ = try await make.id("customer")
      return try await make.client.rows("/v1/events").first?.id ?? nobody
    },
    "external_account": { make, parents in
      var account = parents.first
      if account == nil { account = try await make.id("account") }
      return try await make.make(
        "/v1/accounts/\(account ?? "")/external_accounts", ["external_account": "tok_visa_debit"])
    },
    "invoice": { make, _ in try await make.invoice(finalized: false) },
    "invoice_payment": { make, _ in
      let invoice = try await make.invoice(finalized: true)
      _ = try await make.client.post("/v1/invoices/\(invoice)/pay")
      return try await make.client.rows("/v1/invoice_payments").first?.id ?? nobody
    },
    "issuing.transaction": { make, _ in
      try await make.make(
        "/v1/test_helpers/issuing/transactions/create_force_capture",
        ["amount": 100, "card": .string(try await make.id("issuing.card")), "currency": "usd"])
    },
    "line_item": { make, parents in
      var invoice = parents.first
      if invoice == nil { invoice = try await make.invoice(finalized: false) }
      return try await make.client.rows("/v1/invoices/\(invoice ?? "")/lines").first?.id ?? nobody
    },
    "payment_source": { make, parents in
      let customer = try await make.customer(parents)
      return try await make.make("/v1/customers/\(customer)/sources", ["source": "tok_visa"])
    },
    "subscription": { make, _ in try await make.subscription() },
    "tax.transaction": { make, _ in try await make.taxTransaction() },
    "treasury.transaction": { make, _ in
      let payment = try await make.id("treasury.outbound_payment")
      return try await make.client.get("/v1/treasury/outbound_payments/\(payment)")
        .text("transaction") ?? nobody
    },
    "v2.core.event": { make, _ in
      let destination = try await make.id("v2.core.event_destination")
      return try await make.make("/v2/core/event_destinations/\(destination)/ping")
    },
  ]

  /// Returns the id of a monthly subscription.
  func subscription(_ more: JSONObject = [:]) async throws -> String {
    var parameters: JSONObject = [
      "customer": .string(try await id("customer")),
      "items": [["price": .string(try await id("price"))]],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await make("/v1/subscriptions", parameters)
  }

  /// Returns the id of a transaction of taxes.
  func taxTransaction() async throws -> String {
    try await make(
      "/v1/tax/transactions/create_from_calculation",
      ["calculation": .string(try await id("tax.calculation")), "reference": "order 1"])
  }

  /// Returns the id of a payment intent of 5.00.
  func payment(_ more: JSONObject = [:]) async throws -> String {
    var parameters: JSONObject = [
      "amount": 500, "currency": "usd", "allowed_payment_method_types": ["card"],
    ]
    for member in more.members { parameters[member.key] = member.value }
    return try await make("/v1/payment_intents", parameters)
  }

  static func charge(_ customer: String) -> JSONObject {
    ["amount": 500, "currency": "usd", "customer": .string(customer)]
  }

  private func customer(_ parents: [String]) async throws -> String {
    if let customer = parents.first { return customer }
    return try await id("customer")
  }

  /// Returns the id of an invoice of 5.00 with one line.
  func invoice(finalized isFinalized: Bool) async throws -> String {
    let customer = try await id("customer")
    let invoice = try await make("/v1/invoices", ["customer": .string(customer)])
    _ = try await make(
      "/v1/invoiceitems",
      [
        "customer": .string(customer), "invoice": .string(invoice), "amount": 500,
        "currency": "usd",
      ])
    if isFinalized {
      _ = try await make("/v1/invoices/\(invoice)/finalize", ["auto_advance": false])
    }
    return invoice
  }
}
