import GRDB

/// The search index: SQLite's full-text index over tokens of our own, in the order of lists.
///
/// A change costs the index far more alone than among many, so that changes wait in a small table
/// of their own until there are enough of them; a search looks through both.
struct SearchIndex {
  let database: Database
  let scopes: ScopeTable
  let account: String

  /// So many changes wait at most.
  static let waiting = 512
  /// So many wait at most while the work that makes them goes on: an invoice of a thousand that
  /// are made and then paid is taken over once.
  static let waitingWithin = 8_192

  /// The number of an object in the index: in the order of lists.
  struct Number {
    static let seqBits = 29
    private static let lastSeq = Int64(1) << seqBits - 1
    private static let lastKey = Int64.max >> seqBits

    let value: Int64

    init(_ place: ListPlace) { self.init(place.sortKey, place.seq) }

    private init(_ sortKey: Int, _ seq: Int64) {
      let key = min(max(Int64(sortKey), 0), Self.lastKey)
      value = key << Self.seqBits | min(max(seq, 0), Self.lastSeq)
    }

    init(value: Int64) { self.value = value }

    static func first(at sortKey: Int) -> Int64 { Number(sortKey, 0).value }
    static func last(at sortKey: Int) -> Int64 { Number(sortKey, lastSeq).value }

    var seq: Int64 { value & Self.lastSeq }

    /// Nil where the sort key is one that the number cannot hold.
    var place: ListPlace? {
      let key = value >> Self.seqBits
      return key == 0 || key == Self.lastKey ? nil : ListPlace(sortKey: Int(key), seq: seq)
    }
  }

  func add(_ fields: IndexedFields, _ schema: SearchSchema, at place: ListPlace) throws {
    try note(at: place, before: nil, after: text(fields, schema))
  }

  func change(
    _ old: IndexedFields, to new: IndexedFields, _ schema: SearchSchema, at place: ListPlace
  ) throws {
    let (before, after) = (try text(old, schema), try text(new, schema))
    if before != after { try note(at: place, before: before, after: after) }
  }

  func remove(_ fields: IndexedFields, _ schema: SearchSchema, at place: ListPlace) throws {
    try note(at: place, before: text(fields, schema), after: nil)
  }

  private func text(_ fields: IndexedFields, _ schema: SearchSchema) throws -> String {
    var numbers: [String: Int64] = [:]
    return try schema.tokens(fields).text { scope in
      if let known = numbers[scope] { return known }
      let number = try scopes.make(account, scope)
      numbers[scope] = number
      return number
    }
  }

  /// What the index holds of an object until the change is taken over stays as it was first noted.
  private func note(at place: ListPlace, before: String?, after: String?) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO search_changes (number, before, after) VALUES (?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET after = excluded.after
        """)
    try statement.execute(arguments: [Number(place).value, before, after])
  }

  /// Takes over the changes that wait, where there are enough of them.
  static func takeOver(_ database: Database, moreThan least: Int) throws {
    let count = try database.cachedStatement(sql: "SELECT count(*) FROM search_changes")
    guard try Int.fetchOne(count) ?? 0 > least else { return }
    try database.execute(
      sql: """
        INSERT INTO search (search, rowid, tokens)
          SELECT 'delete', number, before FROM search_changes WHERE before IS NOT NULL;
        INSERT INTO search (rowid, tokens)
          SELECT number, after FROM search_changes WHERE after IS NOT NULL;
        DELETE FROM search_changes;
        """)
  }
}
