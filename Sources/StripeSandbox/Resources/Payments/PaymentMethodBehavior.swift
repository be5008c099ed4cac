import JSON
import StripeCatalog

/// Payment methods: test cards by number, token or shared name, and their customers.
struct PaymentMethodBehavior: ResourceBehavior {
  let typeName = "payment_method"
  let names = ObjectNames(spoken: "PaymentMethod")
  let eventRules = EventRules(further: Self.furtherEvents, isUpdate: Self.isUpdate)
  /// Nothing is listed unless a customer is named. Source: a recorded answer.
  let listRules = ListRules(
    meanings: ["customer": FilterMeaning(whenAbsent: .oneOf([]))],
    existing: ["customer": "customer"])

  static let hint =
    "; It's possible this PaymentMethod exists on one of your connected accounts, in which case"
    + " you should retry this request on that connected account. Learn more at"
    + " https://stripe.com/docs/connect/authentication"

  func errorForMissing(_ id: String, by operation: StripeCatalog.Operation, stub: JSONObject?)
    -> SandboxError?
  {
    var refusal = SandboxError.missing(
      names.spoken ?? typeName, id, param: operation.idParameter?.name ?? "id")
    refusal.message += Self.hint
    return refusal
  }

  func errorForOtherParent(_ id: String) -> SandboxError? {
    SandboxError(404, "Invalid request", param: "customer")
  }

  private static func furtherEvents(of change: Change) -> [String] {
    if change.empties("customer") { return ["payment_method.detached"] }
    let isAttached = change.fills("customer") || change.before == nil
    return isAttached && change.after?.has("customer") == true ? ["payment_method.attached"] : []
  }

  /// That it came to a customer, left one or passed its checks is no update.
  private static func isUpdate(_ change: Change) -> Bool {
    change.differs(beyond: ["customer", "card"])
      || expiry(change.before) != expiry(change.after)
  }

  private static func expiry(_ method: JSONObject?) -> [Int]? {
    method.flatMap { PaymentMethod($0).card }.map { [$0.expiryMonth, $0.expiryYear] }
  }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    try workspace.paymentMethods.make(parameters).json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    var method = PaymentMethod(object)
    guard method.customer != nil || parameters.values.isEmpty else {
      throw SandboxError(
        "You must save this PaymentMethod to a customer before you can update it.")
    }
    try workspace.paymentMethods.describe(&method, parameters)
    if let given = parameters.object("card"), var card = method.card {
      card.expiryMonth = given.integer("exp_month") ?? card.expiryMonth
      card.expiryYear = given.integer("exp_year") ?? card.expiryYear
      method.card = card
    }
    return method.json
  }

  /// A shared test method under the id it is known by.
  func sharedTestObject(for id: String, in workspace: Workspace) throws(SandboxError)
    -> JSONObject?
  {
    var method = try workspace.paymentMethods.shared(id)
    method?.json["id"] = .string(id)
    return method?.json
  }

  var actions: [String: Action] {
    [
      "attach": { object, parameters, workspace throws(SandboxError) in
        guard let customer = parameters.text("customer") else {
          throw .missingParameter("customer")
        }
        let id = object?.text("id") ?? workspace.pathIDs.last ?? ""
        return try workspace.paymentMethods.attach(id, to: customer, status: 404).json
      },
      "detach": { object, _, workspace throws(SandboxError) in
        try workspace.paymentMethods.detach(PaymentMethod(object ?? [:])).json
      },
    ]
  }
}
