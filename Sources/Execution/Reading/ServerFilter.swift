import Expressions
import JSON
import Planning

/// The filters that a server was asked to apply, checked against the rows it returns.
///
/// A row that contradicts a filter was not requested: the server ignores the filter, or the row
/// changed during the search.
struct ServerFilter: Sendable {
  private let parts: [Scalar]

  /// Creates the check; nil if rows do not show the filters.
  init?(_ step: ListStep) {
    guard !step.shownFilters.isEmpty else { return nil }
    parts = step.shownFilters
  }

  /// Returns the first part of the filter that a row contradicts; nil if it contradicts none.
  func contradicted(by row: RawJSON) -> Scalar? {
    parts.first { !$0.isPlainlyTrue(of: row) && $0.isContradicted(by: row) }
  }

  /// Returns the fault of a page that has a row which contradicts the filter, else nil.
  func fault(of page: SlicePage) -> ListFault? {
    for entry in page.rows {
      if let part = contradicted(by: entry.row) { return .leavesFilter(part.sourceText) }
    }
    return nil
  }
}

/// Limits the rows of one walk to a filter, even if the server ignores it.
struct ServerFilterFence: Sendable {
  private let filter: ServerFilter
  /// True if any row of the list matched the filter.
  private var hasRows: Bool
  private var contradicted: Scalar?

  /// Creates the fence; nil without a filter.
  /// - Parameter hasRows: true if matching rows were returned before this walk.
  init?(_ filter: ServerFilter?, hasRows: Bool = false) {
    guard let filter else { return nil }
    self.filter = filter
    self.hasRows = hasRows
  }

  /// Returns the rows of a page that match the filter.
  mutating func own(_ rows: [RawJSON]) -> [RawJSON] {
    let own = rows.filter { row in
      guard let part = filter.contradicted(by: row) else { return true }
      contradicted = contradicted ?? part
      return false
    }
    hasRows = hasRows || !own.isEmpty
    return own
  }

  /// The fault of the list, once it is read to its end. If none of its rows matches the filter, the
  /// server may have misunderstood the filter, and rows may be missing.
  var fault: ListFault? {
    hasRows ? nil : contradicted.map { .leavesFilter($0.sourceText) }
  }
}

extension Scalar {
  /// Returns true if it is an equality that the bytes of a row show to be true. Nearly every filter
  /// is, and this check parses nothing.
  fileprivate func isPlainlyTrue(of row: RawJSON) -> Bool {
    guard case .comparison(.equal, .field(let path), .constant(let value), _) = self, !path.isMany,
      let found = row.value(at: path)
    else { return false }
    switch value {
    case .string(let text): return found.stringEquals(text)
    case .bool(let bool): return found.bool == bool
    case .null, .number, .array, .object: return false
    }
  }

  /// Returns true if a row has all fields of the condition and they make it false. A missing field
  /// proves nothing: older versions of Stripe's API have other fields.
  fileprivate func isContradicted(by row: RawJSON) -> Bool {
    guard (try? holds(on: row)) == false else { return false }
    return fields.allSatisfy { row.shows($0.steps[...]) }
  }
}

extension RawJSON {
  /// Returns true if the row shows the value at a path. A null on the way counts as shown; a
  /// missing member, an id in place of an object and a truncated list do not.
  fileprivate func shows(_ steps: ArraySlice<RowPath.Step>) -> Bool {
    guard let step = steps.first, !isNull else { return true }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      guard self["has_more"]?.bool != true else { return false }
      return self[key]?.shows(rest) ?? false
    case .index(let index): return self[index]?.shows(rest) ?? false
    case .each: return kind == .array && elements.allSatisfy { $0.shows(rest) }
    }
  }
}
