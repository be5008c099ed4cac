import JSON
import StripeCatalog

/// The results of rows that one request wrote, as the list of all that are nested with them tells.
struct BatchRows {
  /// What became of the rows.
  let kind: OperationKind
  /// What Stripe writes as `object` of such a row.
  let typeName: String
  /// Rows of the list, those that were added last at its end.
  private(set) var listed: [RawJSON]
  /// Whether the list is known to its end.
  private(set) var isWhole: Bool

  /// - Parameters:
  ///   - answer: the object that the rows are nested in, with the beginning of its list.
  ///   - collection: the list's name there.
  init(kind: OperationKind, typeName: String, answer: RawJSON, collection: String) {
    self.kind = kind
    self.typeName = typeName
    listed = answer[collection]?["data"]?.elements ?? []
    isWhole = answer[collection]?["has_more"]?.bool == false
  }

  /// Whether the list must be read to tell these rows' results.
  func lacks(_ ids: [String?]) -> Bool {
    switch kind {
    case .delete: return false
    case .update:
      let known = Set(listed.compactMap { $0["id"]?.string })
      return !isWhole && !ids.allSatisfy { $0.map(known.contains) ?? false }
    case .create, .retrieve, .list, .search, .action: return !isWhole
    }
  }

  /// The same with the list as it was read.
  func read(_ rows: [RawJSON]) -> BatchRows {
    var whole = self
    whole.listed = rows
    whole.isWhole = true
    return whole
  }

  /// One result for each row, in the order they were sent in.
  ///
  /// New rows are the last of the list, in the order they were given in: late additions come last,
  /// oldest first. Source: the SDK on `Invoice.lines`. A row that the list does not show answers
  /// with what is known of it, its id or nothing.
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
