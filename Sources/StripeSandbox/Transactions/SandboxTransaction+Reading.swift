import GRDB
import JSON

extension SandboxTransaction {
  /// The object of that type and id, nil where there is none or it was deleted.
  func find(_ type: String, _ id: String) throws(SandboxError) -> JSONObject? {
    try storing {
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(StoreSchema.wholeBody) FROM bodies JOIN objects USING (seq)
          WHERE type = ? AND id = ?
          """)
      return try Self.objects(statement, [type, id]).first
    }
  }

  /// The object of that type and id.
  ///
  /// - Parameter param: the parameter that named it, for the error; "id" means the path, and
  ///   the error is then a 404, else a 400.
  func get(_ type: String, _ id: String, param: String = "id") throws(SandboxError) -> JSONObject {
    if let object = try find(type, id) { return object }
    throw .missing(spoken(type), id, param: param, status: param == "id" ? 404 : 400)
  }

  /// Stripe's word for a type in its errors.
  func spoken(_ type: String) -> String { Wording.spoken[type] ?? type }

  /// The objects of a type whose list filter `field` has that value, newest first.
  ///
  /// Fast for list filters (catalog or `Lifecycle.filterValues`); other fields are looked at one
  /// object after the other.
  func list(
    _ type: String, where field: String, equals value: String, limit: Int = .max
  ) throws(SandboxError) -> [JSONObject] {
    let resource = try resource(type)
    guard resource.indexedNames.contains(field) else {
      return try Array(
        all(type).filter { Scalar.text(of: $0.value(at: field)) == value }.prefix(limit))
    }
    return try indexed(resource.indexName(field), value, limit: limit)
  }

  /// All objects of a type, newest first.
  func all(_ type: String) throws(SandboxError) -> [JSONObject] {
    try storing {
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(StoreSchema.wholeBody) FROM objects JOIN bodies USING (seq) WHERE type = ?
          ORDER BY position DESC, seq DESC
          """)
      return try Self.objects(statement, [type])
    }
  }

  /// The objects of a type that were stored under a parent, in the order of their list.
  func children(_ type: String, of parent: String, limit: Int = .max) throws(SandboxError)
    -> [JSONObject]
  {
    let resource = try resource(type)
    return try indexed(resource.indexName(Resource.parentName), parent, limit: limit)
  }

  private func indexed(_ name: String, _ value: String, limit: Int) throws(SandboxError)
    -> [JSONObject]
  {
    try storing {
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(StoreSchema.wholeBody) FROM filters JOIN bodies USING (seq)
          WHERE name = ? AND value = ? AND value = ? COLLATE BINARY
          ORDER BY position DESC, seq DESC LIMIT ?
          """)
      return try Self.objects(statement, [name, value, value, limit])
    }
  }

  private static func objects(
    _ statement: Statement, _ arguments: StatementArguments
  ) throws -> [JSONObject] {
    var objects: [JSONObject] = []
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      let bytes = try row.withUnsafeData(atIndex: 0) { $0.map(Array.init) ?? [] }
      if let object = try JSONValue(parsing: bytes).object { objects.append(object) }
    }
    return objects
  }

  /// The first ten children as a list object, as an object carries them in itself.
  func embeddedList(_ type: String, of parent: String, url: String) throws(SandboxError)
    -> JSONObject
  {
    let children = try children(type, of: parent, limit: 11)
    return [
      "object": "list", "data": .array(children.prefix(10).map(JSONValue.object)),
      "has_more": .bool(children.count > 10), "url": .string(url),
    ]
  }
}

extension SandboxTransaction {
  /// The bytes of an object as they are shown where nothing is expanded.
  func body(_ type: String, _ id: String) throws(SandboxError) -> [UInt8]? {
    try storing {
      let statement = try database.cachedStatement(
        sql: "SELECT body FROM bodies JOIN objects USING (seq) WHERE type = ? AND id = ?")
      let rows = try Row.fetchCursor(statement, arguments: [type, id])
      guard let row = try rows.next() else { return nil }
      return try row.withUnsafeData(atIndex: 0) { $0.map(Array.init) }
    }
  }

  /// The ids of the objects under which one is listed.
  func parents(of type: String, _ id: String) throws(SandboxError) -> [String] {
    try storing {
      let statement = try database.cachedStatement(
        sql: "SELECT digest FROM objects WHERE type = ? AND id = ?")
      let rows = try Row.fetchCursor(statement, arguments: [type, id])
      guard let row = try rows.next() else { return [] }
      let digest = try row.withUnsafeData(atIndex: 0) { Digest(bytes: $0.map(Array.init) ?? []) }
      return digest.values(of: Resource.parentName)
    }
  }

  /// The position of an object in its lists.
  func place(_ type: String, _ id: String) throws(SandboxError) -> ListPlace? {
    try storing {
      let statement = try database.cachedStatement(
        sql: "SELECT position, seq FROM objects WHERE type = ? AND id = ?")
      return try Row.fetchOne(statement, arguments: [type, id]).map {
        ListPlace(position: $0[0], seq: $0[1])
      }
    }
  }
}
