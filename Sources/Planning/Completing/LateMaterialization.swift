import Analysis
import Expressions
import StripeCatalog

/// Decides when to look up ids of displayed columns although Stripe could expand them.
///
/// Expanding needs no request, but lists with expansions are among Stripe's most expensive calls:
/// each page is slower and larger and takes more of the rate limit. If only a few rows of many
/// pages are returned, nearly all of that is for rows that are not in the result. Then their
/// objects are looked up at the end, if that takes few requests, and few compared to the pages. If
/// fewer pages are read than expected, at most `most` requests are lost.
struct LateMaterialization {
  /// The maximum number of look-ups.
  static let most = 20
  /// The minimum number of pages for each of them.
  static let pagesEach = 5

  /// The maximum number of rows in the result; nil if unlimited.
  var rows: Int?
  /// The expected number of pages; 0 if rows are read one by one.
  var pages: Int

  /// Returns the paths to look up instead, each without the ids that are expanded anyway.
  func spared(of crossings: [RelationPath], beside known: Reach) -> [RelationPath: RelationPath] {
    var spared: [RelationPath: RelationPath] = [:]
    for crossing in crossings { spared[crossing] = crossing.rest(beside: known) }
    let places = Set(spared.values.compactMap(\.references.first))
    guard let rows, !places.isEmpty else { return [:] }
    let (lookups, isTooMany) = rows.multipliedReportingOverflow(by: places.count)
    guard !isTooMany, lookups <= Self.most, lookups * Self.pagesEach <= pages else { return [:] }
    return spared
  }
}

extension RelationPath {
  /// Returns the part of the path to look up; nil if its first id has to be expanded.
  fileprivate func rest(beside known: Reach) -> RelationPath? {
    let lookups = known.completion.lookups
    guard !references.contains(where: { one in lookups.contains { $0.path == one.path } }) else {
      return nil
    }
    let rest = references.drop { known.expand.contains($0.expandText) }
    guard rest.first?.retrieval != nil else { return nil }
    return RelationPath(use: use, references: Array(rest), lists: lists)
  }
}
