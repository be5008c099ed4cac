import Expressions
import JSON
import StripeCatalog

extension ListPushdown {
  /// The texts that Stripe's lists compare exactly, case included. Source: the descriptions of the
  /// parameters in Stripe's SDKs. Others may match more rows: the code of a promotion ignores case.
  private static let exactTexts: Set<String> = ["/v1/customers email"]

  /// Returns true if rows of the list need no further test for a part of the condition.
  func decides(_ part: Scalar, in condition: Scalar) -> Bool {
    guard let filter = filter(for: part), isExact(filter) else { return false }
    let beside = condition.conjuncts.filter { $0 != part }.compactMap(self.filter(for:))
      .filter { $0.path == filter.path }
    // Bounds of one parameter are combined; an equality replaces all other filters of it.
    return beside.isEmpty || (beside + [filter]).allSatisfy { $0.comparison != .equal }
  }

  /// Returns true if Stripe compares exactly as the filter's operator does.
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
    // A filter may accept words that are not values of the field: `all`, `ended`.
    case .enumeration(let values)?:
      filter.value.isPlaceholder || filter.value.string.map(values.contains) ?? false
    case .expandable?, .object?: filter.value.string != nil
    case .string?: Self.exactTexts.contains("\(list.path) \(filter.path.joined(separator: "."))")
    case .number?, .decimal?, .any?, .array?, .map?, .record?, .list?, .union?, nil: false
    }
  }

  /// Returns true if a filter with a name of its own is exact. One that rows do not show is
  /// trusted; of the others only those by id and by absence are exact.
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
