import JSON

/// Makes products, at their own address and inside other requests.
struct ProductService {
  let workspace: Workspace

  /// Source: Stripe's API reference of `images`.
  private static let mostImages = 8

  /// A new product; not stored.
  func make(_ given: Parameters) throws(SandboxError) -> Product {
    guard let name = given.text("name"), !name.isEmpty else {
      throw .missingParameter(given.name("name"))
    }
    try check(given)
    var product = try Product(
      workspace.build(Product.typeName, from: given, but: ["active", "type"]))
    product.active = given.bool("active") ?? true
    product.type = given.text("type") ?? "service"
    product.json["attributes"] = []
    return product
  }

  /// Refuses what Stripe would not store of a product.
  func check(_ given: Parameters) throws(SandboxError) {
    let images = given.values.array("images").compactMap(\.string)
    guard images.count <= Self.mostImages else {
      throw SandboxError(
        "You can only have up to \(Self.mostImages) images.", param: given.name("images"))
    }
    for (index, image) in images.enumerated() {
      try URLCheck.check(image, param: "\(given.name("images"))[\(index)]")
    }
    try given.checkURLs("url")
  }
}
