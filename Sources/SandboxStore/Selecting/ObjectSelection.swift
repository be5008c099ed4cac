import GRDB

extension ObjectTable {
  /// The places of the objects that a selection selects.
  package func select(_ selection: Selection) throws -> SelectedPage {
    var page = SelectedPage(places: [], hasMore: false)
    try eachPlace(selection) { place in
      guard try passes(place, selection) else { return true }
      page.hasMore = page.places.count == selection.limit
      if !page.hasMore { page.places.append(place) }
      return !page.hasMore
    }
    if selection.direction == .backward { page.places.reverse() }
    return page
  }

  /// How many objects there are in a selection, up to a limit, wherever its page begins.
  package func count(_ selection: Selection, upTo limit: Int) throws -> Int {
    var whole = selection
    whole.place = nil
    if selection.test == nil {
      if case .search(let type, let wanted) = selection.source {
        return try SearchQuery(whole, type, wanted, searches)?.count(database, upTo: limit) ?? 0
      }
      guard let query = try query(whole) else { return 0 }
      if let sql = query.countSQL {
        let statement = try database.cachedStatement(sql: sql)
        return try Int.fetchOne(statement, arguments: query.arguments + [limit]) ?? 0
      }
    }
    var count = 0
    try eachPlace(whole) { place in
      if try passes(place, whole) { count += 1 }
      return count < limit
    }
    return count
  }

  /// How the database finds what a selection selects, in its own words.
  package func plan(of selection: Selection) throws -> [String] {
    var queries: [(sql: String, arguments: StatementArguments)] = []
    if case .search(let type, let wanted) = selection.source {
      guard let query = try SearchQuery(selection, type, wanted, searches) else { return [] }
      queries = query.all
    } else if let query = try query(selection) {
      queries = [(query.sql, query.arguments)]
      if let sql = query.countSQL { queries.append((sql, query.arguments + [1])) }
    }
    return try queries.flatMap { query in
      try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN \(query.sql)", arguments: query.arguments
      ).map { $0["detail"] }
    }
  }

  private func eachPlace(_ selection: Selection, _ body: (ListPlace) throws -> Bool) throws {
    if case .search(let type, let wanted) = selection.source {
      try SearchQuery(selection, type, wanted, searches)?.eachNumber(database) { value in
        try body(place(of: SearchIndex.Number(value: value)))
      }
    } else if let query = try query(selection) {
      var last: ListPlace?
      let rows = try Row.fetchCursor(
        database.cachedStatement(sql: query.sql), arguments: query.arguments)
      while let row = try rows.next() {
        let place = ListPlace(sortKey: row[0], seq: row[1])
        // An object with several of the values comes once for each, one after the other.
        guard place != last else { continue }
        last = place
        guard try body(place) else { return }
      }
    }
  }

  /// Nil where nothing was ever stored in the scope.
  private func query(_ selection: Selection) throws -> SelectionQuery? {
    switch selection.source {
    case .type(let type), .search(let type, _):
      try scopes.find(account, type).map { SelectionQuery(selection, scope: $0, values: nil) }
    case .index(let name, let values):
      if values.isEmpty {
        nil
      } else {
        try scopes.find(account, name).map {
          SelectionQuery(selection, scope: $0, values: values)
        }
      }
    }
  }

  private func place(of number: SearchIndex.Number) throws -> ListPlace {
    if let place = number.place { return place }
    let statement = try database.cachedStatement(sql: "SELECT sort_key FROM objects WHERE seq = ?")
    let sortKey = try Int.fetchOne(statement, arguments: [number.seq]) ?? 0
    return ListPlace(sortKey: sortKey, seq: number.seq)
  }

  private func passes(_ place: ListPlace, _ selection: Selection) throws -> Bool {
    guard let test = selection.test else { return true }
    let statement = try database.cachedStatement(sql: "SELECT fields FROM objects WHERE seq = ?")
    let rows = try Row.fetchCursor(statement, arguments: [place.seq])
    guard let row = try rows.next() else { return false }
    return try row.withUnsafeData(atIndex: 0) { data in
      data?.withUnsafeBytes { test(IndexedFieldsReader($0)) } ?? false
    }
  }
}

extension ObjectTable {
  /// The complete bodies of objects, in the order of their places.
  package func bodies(at places: [ListPlace]) throws -> [[UInt8]] {
    try places.map { place in
      var body: [UInt8] = []
      try append(StoreSchema.wholeBody, of: place, to: &body)
      return body
    }
  }

  /// The body of an object as it is shown, without the fields that are shown on request only.
  package func shownBody(at place: ListPlace) throws -> [UInt8] {
    var body: [UInt8] = []
    try append("body", of: place, to: &body)
    return body
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
