import JSON

/// Products: their default price, and when they can be deleted.
struct ProductLifecycle: Lifecycle {
  let typeName = "product"

  func create(_ parameters: JSONObject, in transaction: SandboxTransaction)
    throws(SandboxError) -> JSONObject
  {
    var fields = parameters
    fields["default_price_data"] = nil
    let name = fields.text("name") ?? ""
    if name.isEmpty { throw .missingParameter("name") }
    var product = try transaction.build(typeName, from: fields)
    product["active"] = parameters["active"] ?? true
    product["type"] = parameters["type"] ?? "service"
    guard var price = parameters.object("default_price_data") else { return product }
    try transaction.save(product)
    price["product"] = product["id"]
    let made = try transaction.newPrice(price, param: "default_price_data")
    try transaction.save(made)
    product["default_price"] = made["id"]
    return product
  }

  func update(
    _ object: JSONObject, with parameters: JSONObject, in transaction: SandboxTransaction
  ) throws(SandboxError) -> JSONObject {
    if let id = parameters.text("default_price") {
      let price = try transaction.get("price", id, param: "default_price")
      guard price.text("product") == object.text("id") else {
        throw SandboxError(
          "The price \(id) does not belong to the product \(object.text("id") ?? "").",
          param: "default_price")
      }
    }
    var product = try transaction.merge(parameters, into: object, of: typeName)
    product["updated"] = .integer(transaction.now)
    return product
  }

  func delete(_ object: JSONObject, in transaction: SandboxTransaction) throws(SandboxError) {
    let id = object.text("id") ?? ""
    guard try transaction.list("price", where: "product", equals: id, limit: 1).isEmpty else {
      throw SandboxError(
        "This product cannot be deleted because it has one or more user-created prices.")
    }
  }
}
