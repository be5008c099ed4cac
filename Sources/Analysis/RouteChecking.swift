import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Reports reads that no endpoint of Stripe supports, before any value is known.
struct RouteChecker: Reporting {
  let log: DiagnosticLog

  func check(
    _ read: CheckedRead, _ statement: OperationStatement, _ target: ResolvedTarget
  ) {
    checkSearch(of: read, statement)
    checkRequiredFilters(of: read, target)
  }

  /// Reports `via search` if no part of the condition is searchable.
  private func checkSearch(of read: CheckedRead, _ statement: OperationStatement) {
    guard read.via == .search, read.search != nil, let via = statement.clauses.via else { return }
    let fields = read.condition?.fields ?? []
    let sought = (read.condition?.parts ?? []) + fields.map(Scalar.field)
    let isFilter = sought.flatMap(read.object.filterNames).contains {
      read.object.searchField(named: $0) != nil
    }
    guard !isFilter, !fields.contains(where: read.object.canSearch) else { return }
    let names = read.object.searchFields.map(\.name)
    report(
      .notAvailable, "no part of this condition is searchable", at: via.span,
      hint: "remove `via search`",
      notes: ["searchable fields of \(read.object.plural): \(names.joined(separator: ", "))"])
  }

  /// Reports a missing filter that Stripe's list requires; a search or an id does not need it.
  private func checkRequiredFilters(of read: CheckedRead, _ target: ResolvedTarget) {
    guard let list = read.list, read.search == nil, read.verb != .get, read.ids.isEmpty else {
      return
    }
    let fields = read.condition?.fields ?? []
    let names = Set(read.filters.compactMap(\.path.first) + fields.compactMap(\.root))
    guard read.verb == .list || !names.contains("id"),
      let missing = list.filters.first(where: { $0.isRequired && !names.contains($0.name) })
    else { return }
    report(
      .missingCondition, "Stripe lists \(read.object.plural) only by `\(missing.name)`",
      at: target.span, hint: "add `where \(missing.name) = …`")
  }
}

extension ObjectType {
  /// Returns true if Stripe can search by a field.
  fileprivate func canSearch(_ path: RowPath) -> Bool {
    var keys: [String] = []
    for step in path.steps {
      guard case .key(let key) = step else { return false }
      keys.append(key)
    }
    if keys.first == "metadata" { return keys.count == 2 && searchField(named: "metadata") != nil }
    return searchField(named: keys.joined(separator: ".")) != nil
  }
}
