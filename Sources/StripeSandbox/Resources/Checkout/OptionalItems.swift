import JSON

/// What customers may add to what a checkout session sells.
struct OptionalItems {
  let workspace: Workspace

  /// Source: the SDK's description of the parameter.
  private static let most = 10

  /// - Throws: 400 for what a session could not sell.
  func check(_ given: [Parameters], for mode: CheckoutMode, in currency: String?)
    throws(SandboxError)
  {
    guard given.count <= Self.most else {
      throw SandboxError(
        "You can only have up to \(Self.most) optional items.", param: "optional_items")
    }
    for item in given {
      guard let id = item.text("price") else { throw .missingParameter(item.name("price")) }
      let price = try workspace.prices.usable(id, param: item.name("price"))
      if mode == .payment, price.recurring != nil {
        throw SandboxError(
          "You specified `payment` mode but passed a recurring price.", param: item.name("price"))
      }
      guard price.currency == currency else {
        throw SandboxError(
          "All prices on a Checkout Session must have the same currency.",
          param: item.name("price"))
      }
    }
  }

  /// Adds what the customer chose, and takes away what they did not.
  ///
  /// - Parameter chosen: the ids of prices.
  func choose(_ chosen: Set<String>, in session: CheckoutSession, _ items: [LineItem])
    throws(SandboxError) -> [LineItem]
  {
    let offered = session.json.array("optional_items").compactMap(\.object)
    var kept: [LineItem] = []
    for item in items {
      guard item.isOptional, !chosen.contains(item.price.id) else {
        kept.append(item)
        continue
      }
      try workspace.remove(item)
    }
    for offer in offered {
      guard let price = offer.text("price"), chosen.contains(price),
        !kept.contains(where: { $0.isOptional && $0.price.id == price })
      else { continue }
      let fields = JSONValue.object(offer).withoutNulls?.object ?? [:]
      var added = try workspace.lineItems.add(
        [Parameters(fields)], to: session.id, as: "Checkout Session")
      added[0].isOptional = true
      try workspace.save(added[0])
      kept += added
    }
    return kept
  }
}

extension ObjectView<LineItemFields> {
  /// True if the customer added it.
  var isOptional: Bool {
    get { json.isTrue(".optional") }
    set { json[".optional"] = newValue ? true : nil }
  }
}
