import Expressions
import JSON
import Planning

/// The filters that a server was asked to apply, held against the rows that it answers with.
///
/// A row that contradicts one is not among what was asked for: the server ignores the filter, or
/// the row changed while the server looked for it.
struct ServerFilter: Sendable {
  private let parts: [Scalar]

  /// Nil where rows show nothing of the filters.
  init?(_ step: ListStep) {
    guard !step.shownFilters.isEmpty else { return nil }
    parts = step.shownFilters
  }

  /// The first part of the filter that a row contradicts; nil where the row is among what was asked
  /// for, as far as it shows.
  func contradicted(by row: RawJSON) -> Scalar? {
    parts.first { !$0.isPlainlyTrue(of: row) && $0.isContradicted(by: row) }
  }

  /// The fault of a page that has a row which contradicts the filter; nil of a right one.
  func fault(of page: SlicePage) -> ListFault? {
    for entry in page.rows {
      if let part = contradicted(by: entry.row) { return .leavesFilter(part.sourceText) }
    }
    return nil
  }
}

/// Keeps the rows of one plain walk to a filter, whatever the server makes of it.
struct ServerFilterFence: Sendable {
  private let filter: ServerFilter
  /// Whether any row of the list was within the filter.
  private var hasRows: Bool
  private var contradicted: Scalar?

  /// - Parameter hasRows: whether rows were handed on before this walk, all of them within.
  init?(_ filter: ServerFilter?, hasRows: Bool = false) {
    guard let filter else { return nil }
    self.filter = filter
    self.hasRows = hasRows
  }

  /// The rows of a page that are within the filter.
  mutating func own(_ rows: [RawJSON]) -> [RawJSON] {
    let own = rows.filter { row in
      guard let part = filter.contradicted(by: row) else { return true }
      contradicted = contradicted ?? part
      return false
    }
    hasRows = hasRows || !own.isEmpty
    return own
  }

  /// What is wrong with the list, once it is read to its end: where all of its rows are others than
  /// those asked for, the server may have taken the filter for something else, and nobody can tell
  /// what it left out.
  var fault: ListFault? {
    hasRows ? nil : contradicted.map { .leavesFilter($0.sourceText) }
  }
}

extension Scalar {
  /// Whether it is an equality that the bytes of a row show to be true: nearly every filter is, and
  /// nothing is parsed for it.
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

  /// Whether a row has all that the condition looks at, and it is false of that. What the row lacks
  /// it may only not show: older versions of Stripe's API have other fields.
  fileprivate func isContradicted(by row: RawJSON) -> Bool {
    guard (try? holds(on: row)) == false else { return false }
    return fields.allSatisfy { row.shows($0.steps[...]) }
  }
}

extension RawJSON {
  /// Whether the value at a path is known from the row; a null in place of what it leads through is
  /// an answer, while a missing member, an id in place of an object and a list that was cut off are
  /// none.
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
