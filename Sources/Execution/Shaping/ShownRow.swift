import Expressions
import JSON
import Planning

/// A row as a statement sees it: objects that were expanded only so that a path can go on through
/// them are their ids, as Stripe sends them without the expansion.
struct ShownRow: Scope {
  private let row: Row
  private let shownAsIDs: [[String]]

  /// - Parameter shownAsIDs: paths without positions in lists: all elements are meant.
  init(_ row: Row, shownAsIDs: [[String]]) {
    (self.row, self.shownAsIDs) = (row, shownAsIDs)
  }

  /// The whole row.
  var whole: Row {
    guard !shownAsIDs.isEmpty else { return row }
    switch row {
    case .raw(let raw): return .raw(raw.withIDs(at: shownAsIDs))
    case .computed(let value): return .computed(value.withIDs(at: shownAsIDs))
    }
  }

  func field(_ path: RowPath) -> JSONValue? {
    row.field(path).map { $0.withIDs(at: shownAsIDs.below(path)) }
  }

  func elements(of list: RowPath) -> [any Scope] {
    guard case .array(let elements)? = row.field(list) else { return [] }
    let below = shownAsIDs.below(list)
    return elements.map { ShownRow(.computed($0), shownAsIDs: below) }
  }

  /// The value at a path, with a list in the list for each list that the path leads through.
  func nestedValue(at path: RowPath) -> JSONValue? {
    let value: JSONValue? =
      switch row {
      case .raw(let raw): raw.value(at: path.upToList)?.value.nestedValue(at: path.fromList)
      case .computed(let value): value.nestedValue(at: path)
      }
    return value.map { $0.withIDs(at: shownAsIDs.below(path)) }
  }
}

extension ReadPlan {
  /// A row as this plan's expressions see it.
  func shown(_ row: Row) -> ShownRow { ShownRow(row, shownAsIDs: shownAsIDs) }
}

extension [[String]] {
  /// Those at a path or below it, from there.
  fileprivate func below(_ path: RowPath) -> [[String]] {
    guard !isEmpty else { return [] }
    let keys = path.keys
    return filter { $0.starts(with: keys) }.map { [String]($0.dropFirst(keys.count)) }
  }
}

extension RawJSON {
  fileprivate func withIDs(at paths: [[String]]) -> RawJSON {
    let places = paths.map { keys in RowPath(keys.map { .key($0) }) }
    let objects = places.flatMap { parts(at: $0) }.compactMap { part in
      part["id"].map { (part: part, new: $0) }
    }
    return objects.isEmpty ? self : replacing(objects)
  }
}

extension JSONValue {
  fileprivate func withIDs(at paths: [[String]]) -> JSONValue {
    paths.reduce(self) { $0.withIDs(below: $1[...]) }
  }

  private func withIDs(below keys: ArraySlice<String>) -> JSONValue {
    if let elements = array { return .array(elements.map { $0.withIDs(below: keys) }) }
    guard let key = keys.first else { return identity }
    guard case .object(var object) = self, let member = object[key] else { return self }
    object[key] = member.withIDs(below: keys.dropFirst())
    return .object(object)
  }
}
