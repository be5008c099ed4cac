import StripeCatalog

/// Checks which ids in parameters must refer to stored objects.
enum References {
  /// Resources that nothing but their own creation makes; others, such as Stripe's test payment
  /// methods, may be meant without having been stored.
  private static let checked: Set<String> = [
    "charge", "customer", "invoice", "payment_intent", "price", "product", "subscription",
  ]

  static func check(
    _ id: String, _ targets: [ObjectType], param: String, in workspace: Workspace
  ) throws(SandboxError) {
    guard let type = targets.first?.typeName, checked.contains(type), targets.count == 1 else {
      return
    }
    _ = try workspace.get(type, id, param: param)
  }
}
