import Analysis
import Expressions
import StripeCatalog

/// When ids that are only shown are looked up although Stripe could expand them.
///
/// Expanding costs no request, but lists with expansions are among Stripe's most expensive calls:
/// each page is slower, larger and takes more of what may be under way at once. Where a few rows
/// are handed on of many pages, nearly all of that is for rows that nobody sees. So their objects
/// are asked for at the end, if that is a small and bounded number of requests, and small beside
/// the pages too: where there is less to read than was expected, no more than `most` are lost.
struct ShownDemand {
  /// Look-ups that are worth it at most.
  static let most = 20
  /// Pages that each of them must spare.
  static let pagesEach = 5

  /// Rows that are handed on at most; nil where nothing bounds them.
  var rows: Int?
  /// Pages that are expected to be read for them; none where rows come one by one.
  var pages: Int

  /// What is looked up instead, without the ids that are expanded all the same.
  func spared(of crossings: [Crossing], beside known: Reach) -> [Crossing: Crossing] {
    var spared: [Crossing: Crossing] = [:]
    for crossing in crossings { spared[crossing] = crossing.rest(beside: known) }
    let places = Set(spared.values.compactMap(\.references.first))
    guard let rows, !places.isEmpty else { return [:] }
    let (lookups, isTooMany) = rows.multipliedReportingOverflow(by: places.count)
    guard !isTooMany, lookups <= Self.most, lookups * Self.pagesEach <= pages else { return [:] }
    return spared
  }
}

extension Crossing {
  /// What is left of it to be looked up; nil where its first id has to be expanded.
  fileprivate func rest(beside known: Reach) -> Crossing? {
    let lookups = known.completion.lookups
    guard !references.contains(where: { one in lookups.contains { $0.path == one.path } }) else {
      return nil
    }
    let rest = references.drop { known.expand.contains($0.expandText) }
    guard rest.first?.retrieval != nil else { return nil }
    return Crossing(use: use, references: Array(rest), lists: lists)
  }
}
