import GRDB

/// A selection as a query of the database.
struct SelectionQuery {
  let selection: Selection
  let scope: Int64

  var sql: String {
    let order = selection.direction == .forward ? "DESC" : "ASC"
    let end =
      bounds.map { " AND \($0.sql)" }.joined() + " ORDER BY sort_key \(order), seq \(order)"
    switch selection.source {
    case .type:
      return "SELECT sort_key, seq, fields FROM objects WHERE scope = ?\(end)"
    case .index(_, let values):
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      let places =
        "SELECT sort_key, seq FROM filters WHERE scope = ? AND value IN (\(marks))\(end)"
      guard selection.test != nil else { return places }
      return "SELECT p.sort_key, p.seq, fields FROM (\(places)) p JOIN objects USING (seq)"
        + " ORDER BY p.sort_key \(order), p.seq \(order)"
    }
  }

  var arguments: StatementArguments {
    var arguments: [any DatabaseValueConvertible] = [scope]
    switch selection.source {
    case .type: break
    case .index(_, let values): arguments += values
    }
    return StatementArguments(arguments + bounds.flatMap(\.values))
  }

  private struct Bound {
    let sql: String
    let values: [Int]
  }

  /// At most one bound for each end, so that the database walks the index between them and nothing
  /// else, however deep the page.
  private var bounds: [Bound] {
    let keys = selection.sortKeys
    var low = keys.lowerBound == .min ? nil : Bound(sql: "sort_key >= ?", values: [keys.lowerBound])
    var high =
      keys.upperBound == .max ? nil : Bound(sql: "sort_key <= ?", values: [keys.upperBound])
    if let place = selection.place {
      let values = [place.sortKey, Int(place.seq)]
      switch selection.direction {
      case .forward where place.sortKey <= keys.upperBound:
        high = Bound(sql: "(sort_key, seq) < (?, ?)", values: values)
      case .backward where place.sortKey >= keys.lowerBound:
        low = Bound(sql: "(sort_key, seq) > (?, ?)", values: values)
      case .forward, .backward:
        break
      }
    }
    return [low, high].compactMap(\.self)
  }
}

extension ObjectTable {
  /// The places of the objects that a selection selects.
  ///
  /// - Throws: The database's error.
  package func select(_ selection: Selection) throws -> SelectedPage {
    guard let scope = try scope(of: selection.source) else {
      return SelectedPage(places: [], hasMore: false)
    }
    let query = SelectionQuery(selection: selection, scope: scope)
    var page = SelectedPage(places: [], hasMore: false)
    let cursor = try Row.fetchCursor(
      database.cachedStatement(sql: query.sql), arguments: query.arguments)
    while let row = try cursor.next() {
      if let test = selection.test {
        let sortKey: Int = row[0]
        let passes = try row.withUnsafeData(atIndex: 2) { data in
          data?.withUnsafeBytes { test(IndexedFieldsReader($0), sortKey) } ?? false
        }
        guard passes else { continue }
      }
      if page.places.count == selection.limit {
        page.hasMore = true
        break
      }
      page.places.append(ListPlace(sortKey: row[0], seq: row[1]))
    }
    if selection.direction == .backward { page.places.reverse() }
    return page
  }

  private func scope(of source: Selection.Source) throws -> Int64? {
    switch source {
    case .type(let type): try scopes.find(account, type)
    case .index(let name, _): try scopes.find(account, name)
    }
  }

  /// Returns the number of objects in a selection, up to a limit.
  ///
  /// - Throws: The database's error.
  package func count(_ selection: Selection, upTo limit: Int) throws -> Int {
    var whole = selection
    whole.place = nil
    whole.limit = limit
    return try select(whole).places.count
  }

  /// The complete bodies of objects, in the order of their places.
  ///
  /// - Throws: The database's error.
  package func bodies(at places: [ListPlace]) throws -> [[UInt8]] {
    try places.map { place in
      var body: [UInt8] = []
      try append(StoreSchema.wholeBody, of: place, to: &body)
      return body
    }
  }

  /// Bodies as they are shown, copied one after the other with a separator in between.
  ///
  /// - Throws: The database's error.
  package func appendShown(
    _ places: [ListPlace], to bytes: inout [UInt8], separator: [UInt8]
  ) throws {
    for (index, place) in places.enumerated() {
      if index > 0 { bytes.append(contentsOf: separator) }
      try append("body", of: place, to: &bytes)
    }
  }

  private func append(_ column: String, of place: ListPlace, to bytes: inout [UInt8]) throws {
    let statement = try database.cachedStatement(sql: "SELECT \(column) FROM bodies WHERE seq = ?")
    let cursor = try Row.fetchCursor(statement, arguments: [place.seq])
    guard let row = try cursor.next() else { return }
    try row.withUnsafeData(atIndex: 0) { data in
      data?.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
  }
}
