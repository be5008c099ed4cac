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

  private func isExact(_ filter: BoundFilter) -> Bool {
    switch list.object.facts(at: filter.path)?.type {
    case .boolean?: filter.value.bool != nil
    case .timestamp?, .integer?: filter.value.integer != nil
    // A filter may take words that no object has: `all`, `ended`.
    case .enumeration(let values)?: filter.value.string.map(values.contains) ?? false
    case .expandable?, .object?: filter.value.string != nil
    case .string?: Self.exactTexts.contains("\(list.path) \(filter.path.joined(separator: "."))")
    case .number?, .decimal?, .any?, .array?, .map?, .record?, .list?, .union?, nil: false
    }
  }
}
