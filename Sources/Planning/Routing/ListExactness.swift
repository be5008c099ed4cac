import Expressions
import JSON
import StripeCatalog

extension ListPushdown {
  /// Texts that Stripe's lists compare as `=` does, case and all. Source: the SDK's descriptions of
  /// the parameters. Of others it is known (a promotion's code ignores case) or may be that they
  /// match more.
  private static let exactTexts: Set<String> = ["/v1/customers email"]

  /// Whether rows of the list that carries a condition need no further test for one of its parts.
  func decides(_ part: Scalar, in condition: Scalar) -> Bool {
    guard let filter = filter(for: part), isExact(filter) else { return false }
    let beside = condition.conjuncts.filter { $0 != part }.compactMap(self.filter(for:))
      .filter { $0.path == filter.path }
    // Bounds of one parameter are merged; an equality takes the place of whatever is beside it.
    return beside.isEmpty || (beside + [filter]).allSatisfy { $0.comparison != .equal }
  }

  /// Whether Stripe compares as `=` does, or as the bound does.
  func isExact(_ filter: BoundFilter) -> Bool {
    if filter.path.count == 1, let name = filter.path.first,
      let meaning = list.object.filterMeaning(of: name)
    {
      return isExact(filter, as: meaning)
    }
    return isExact(filter, as: list.object.facts(at: filter.path)?.type)
  }

  private func isExact(_ filter: BoundFilter, as type: TypeShape?) -> Bool {
    switch type {
    case .boolean?: filter.value.bool != nil || filter.value.isPlaceholder
    case .timestamp?, .integer?: filter.value.integer != nil || filter.value.isPlaceholder
    // A filter may take words that no object has: `all`, `ended`.
    case .enumeration(let values)?:
      filter.value.isPlaceholder || filter.value.string.map(values.contains) ?? false
    case .expandable?, .object?: filter.value.string != nil
    case .string?: Self.exactTexts.contains("\(list.path) \(filter.path.joined(separator: "."))")
    case .number?, .decimal?, .any?, .array?, .map?, .record?, .list?, .union?, nil: false
    }
  }

  /// A filter that rows do not show is taken at its word; of others ids compare exactly.
  private func isExact(_ filter: BoundFilter, as meaning: FilterMeaning) -> Bool {
    switch meaning {
    case .unseen: true
    case .value(let path):
      filter.value.string != nil && Self.idPlaces.contains("\(list.path) \(path)")
    case .absence: filter.value.bool != nil
    case .least, .greatest, .equality: false
    }
  }

  private static let idPlaces: Set<String> = [
    "/v1/invoices parent.subscription_details.subscription",
    "/v1/promotion_codes promotion.coupon",
    "/v1/subscriptions items.data.plan.id", "/v1/subscriptions items.data.price.id",
  ]
}
