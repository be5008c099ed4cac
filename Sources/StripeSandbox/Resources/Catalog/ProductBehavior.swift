import JSON

/// Products: their default price, and when they can be deleted.
struct ProductBehavior: ResourceBehavior {
  let typeName = "product"
  let names = ObjectNames(pathParameter: "id")

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    var product = try workspace.products.make(parameters)
    guard let given = parameters.object("default_price_data") else { return product.json }
    try workspace.save(product)
    let price = try workspace.prices.make(given, product: product.id)
    try workspace.prices.save(price)
    product.defaultPrice = price.id
    return product.json
  }

  func update(
    _ object: JSONObject, with parameters: Parameters, in workspace: Workspace
  ) throws(SandboxError) -> JSONObject {
    if let id = parameters.text("default_price") {
      let price = try workspace.get(Price.self, id, param: "default_price")
      guard price.product == Product(object).id else {
        throw SandboxError(
          "The price \(id) does not belong to the product \(Product(object).id).",
          param: "default_price")
      }
    }
    try workspace.products.check(parameters)
    var product = try Product(workspace.merge(parameters, into: object, of: typeName))
    product.updated = workspace.now
    return product.json
  }

  func delete(_ object: JSONObject, with parameters: Parameters, in workspace: Workspace)
    throws(SandboxError)
  {
    let id = Product(object).id
    guard try workspace.list(Price.self, where: "product", equals: id, limit: 1).isEmpty else {
      throw SandboxError(
        "This product cannot be deleted because it has one or more user-created prices.")
    }
  }
}

/// Features of products: what buying one entitles to.
struct ProductFeatureBehavior: ResourceBehavior {
  let typeName = "product_feature"

  func create(_ parameters: Parameters, in workspace: Workspace)
    throws(SandboxError) -> JSONObject
  {
    guard let id = parameters.text("entitlement_feature") else {
      throw .missingParameter("entitlement_feature")
    }
    var feature = try workspace.make(ProductFeature.self)
    feature.entitlementFeature = try workspace.get(
      "entitlements.feature", id, param: "entitlement_feature")
    return feature.json
  }
}
