import JSON

/// Products: their default price, and when they can be deleted.
struct ProductBehavior: ResourceBehavior {
  let typeName = "product"
  var missingParameter: String? { "id" }

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    let parameters = parameters.all
    var fields = parameters
    fields["default_price_data"] = nil
    let name = fields.text("name") ?? ""
    if name.isEmpty { throw .missingParameter("name") }
    var product = try workspace.build(typeName, from: fields)
    product["active"] = parameters["active"] ?? true
    product["type"] = parameters["type"] ?? "service"
    guard var price = parameters.object("default_price_data") else { return product }
    try workspace.save(product)
    price["product"] = product["id"]
    let made = try workspace.newPrice(price, param: "default_price_data")
    try workspace.save(made)
    product["default_price"] = made["id"]
    return product
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    let parameters = parameters.all
    if let id = parameters.text("default_price") {
      let price = try workspace.get("price", id, param: "default_price")
      guard price.text("product") == object.text("id") else {
        throw SandboxError(
          "The price \(id) does not belong to the product \(object.text("id") ?? "").",
          param: "default_price")
      }
    }
    var product = try workspace.merge(parameters, into: object, of: typeName)
    product["updated"] = .integer(workspace.now)
    return product
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let id = object.text("id") ?? ""
    guard try workspace.list("price", where: "product", equals: id, limit: 1).isEmpty else {
      throw SandboxError(
        "This product cannot be deleted because it has one or more user-created prices.")
    }
  }
}
