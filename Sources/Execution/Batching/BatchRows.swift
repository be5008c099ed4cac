import JSON
import StripeCatalog

/// The results of rows that one request wrote, found in the list of all rows nested with them.
struct BatchRows {
  /// The effect on the rows.
  let kind: OperationKind
  /// The value of `object` in such a row.
  let typeName: String
  /// The known rows of the list; those that were added last are at its end.
  private(set) var listed: [RawJSON]
  /// True if the list is known to its end.
  private(set) var isWhole: Bool

  /// Reads the beginning of the list from the response of a batch.
  /// - Parameters:
  ///   - answer: the object that the rows are nested in, with the beginning of its list.
  ///   - collection: the list's name there.
  init(kind: OperationKind, typeName: String, answer: RawJSON, collection: String) {
    self.kind = kind
    self.typeName = typeName
    listed = answer[collection]?["data"]?.elements ?? []
    isWhole = answer[collection]?["has_more"]?.bool == false
  }

  /// Returns true if the list must be read to find these rows' results.
  func lacks(_ ids: [String?]) -> Bool {
    switch kind {
    case .delete: return false
    case .update:
      let known = Set(listed.compactMap { $0["id"]?.string })
      return !isWhole && !ids.allSatisfy { $0.map(known.contains) ?? false }
    case .create, .retrieve, .list, .search, .action: return !isWhole
    }
  }

  /// Returns a copy with the list that was read to its end.
  func read(_ rows: [RawJSON]) -> BatchRows {
    var whole = self
    whole.listed = rows
    whole.isWhole = true
    return whole
  }

  /// Returns one result for each row, in the order the rows were sent.
  ///
  /// New rows are the last of the list, in the order they were sent: late additions come last,
  /// oldest first. Source: the SDK on `Invoice.lines`. For a row that is not in the list the result
  /// is what is known: its id or nothing.
  func results(of ids: [String?]) -> [RawJSON] {
    switch kind {
    case .delete: ids.map { document($0, ["deleted": true]) }
    case .update: updated(ids)
    case .create, .retrieve, .list, .search, .action: created(ids.count)
    }
  }

  private func updated(_ ids: [String?]) -> [RawJSON] {
    var rows: [String: RawJSON] = [:]
    for row in listed { if let id = row["id"]?.string { rows[id] = row.detached() } }
    return ids.map { id in id.flatMap { rows[$0] } ?? document(id, [:]) }
  }

  private func created(_ count: Int) -> [RawJSON] {
    guard listed.count >= count else {
      return Array(repeating: document(nil, [:]), count: count)
    }
    return listed.suffix(count).map { $0.detached() }
  }

  private func document(_ id: String?, _ more: JSONObject) -> RawJSON {
    var object: JSONObject = ["object": .string(typeName)]
    if let id { object = ["id": .string(id), "object": .string(typeName)] }
    return RawJSON(.object(JSONObject(object.members + more.members)))
  }
}
