import Diagnostics
import Expressions
import JSON
import Planning
import StripeCatalog
import StripeWire

/// One write of a plan, ready to be sent.
package struct PreparedWrite: Sendable {
  /// The request; it lacks the id while the object is still to be found.
  package var request: APIRequest
  /// The input row's number, from 1; nil if the write is not part of a bulk job.
  package var row: Int?
  /// The id of the written object, if it is known.
  package var id: String?
  /// The ids of the objects that it is nested in, outermost first.
  package var parents: [String] = []
  /// The write as a row of a batch; nil if it is sent alone.
  var together: BatchRow?
  /// The object as a query found it, if that is stored or shown.
  var found: JSONValue?
  /// The key by which the object is still to be found; the request then lacks the id.
  var keyed: KeyedWrite?
  /// The object if it already has the values, so that nothing is sent.
  var unchanged: JSONValue?
  /// The input row; nil if the write has none.
  package var source: JSONValue?
  /// The name of its input row; nil if the write is not part of a bulk job.
  package var name: RowName?

  /// The members that it sets, in the form of a body.
  package var document: JSONObject {
    guard let together, together.batch.isOnly else { return request.parameters }
    var document = together.document
    document["id"] = nil
    return document
  }
}

extension WritePlan {
  /// Returns the write for one input.
  /// - Parameters:
  ///   - id: the object's id, if the statement or the matching row has it.
  ///   - row: the value of `$row`; the document itself if the plan has no body.
  func prepared(id: String?, row: JSONValue?, number: Int?) throws(Failure) -> PreparedWrite {
    if let key { return try prepared(by: key, row: row, number: number) }
    var document = try document(of: row)
    // A new object has no fields to clear, so an empty cell of a file means no value.
    if verb == .create { document = document.withoutNulls }
    var id = id
    if takesID, operation.parameter(named: "id") == nil {
      let own = try document.takeID("id", at: place)
      id = own ?? id ?? row.flatMap(WritePlan.id)
    }
    let parents = try parentIDs(&document, row)
    if takesID, id == nil { throw Failure(.value("\(title) requires an `id`"), at: place) }
    if row != nil { document = try fitted(document) }
    if verb.clearsEmpties { document = try clearingEmpties(document, writtenAs: writtenBody) }
    let together = batchRow(document, id: id, below: parents)
    return PreparedWrite(
      request: try request(document, parents + (takesID ? [id ?? ""] : []), together),
      row: number, id: id, parents: parents, together: together)
  }

  /// Returns the ids of the objects that it is nested in: the statement's, the document's own or
  /// the row's.
  func parentIDs(
    _ document: inout JSONObject, _ row: JSONValue?
  ) throws(Failure) -> [String] {
    let named = parents.isEmpty ? nil : try document.takeID("parent_id", at: place)
    var ids: [String] = []
    for parent in parents {
      guard let id = parent ?? named ?? row?["parent_id"]?.string
      else { throw Failure(.value("\(title) requires a `parent_id`"), at: place) }
      ids.append(id)
    }
    return ids
  }

  private func request(
    _ document: JSONObject, _ ids: [String], _ together: BatchRow?
  ) throws(Failure) -> APIRequest {
    if let together, together.batch.isOnly { return BatchRow.request(for: together, and: []) }
    var document = document
    if !expand.isEmpty { document["expand"] = .array(expand.map(JSONValue.string)) }
    guard let path = operation.path(with: ids) else {
      throw Failure(.value("an id is empty"), at: place)
    }
    return APIRequest(operation.method, path, document, to: operation.server.wire)
  }

  /// Returns the document of a row as the operation takes it. Values in a statement were checked
  /// before the run; data is checked here.
  func fitted(_ document: JSONObject) throws(Failure) -> JSONObject {
    do {
      return try operation.fitted(
        document, asRowOf: batch?.isOnly == true ? batch?.record : nil)
    } catch {
      throw Failure(.value(error.message), at: place)
    }
  }

  /// Returns the document with null for each empty list or map, which clears it; a computed empty
  /// map is refused. API v2 takes the document as it is.
  func clearingEmpties(
    _ document: JSONObject, writtenAs body: Scalar?
  ) throws(Failure) -> JSONObject {
    guard !operation.isV2 else { return document }
    do {
      return try document.clearingEmpties(
        by: batch?.isOnly == true ? batch?.record ?? operation.record : operation.record,
        writtenAs: body)
    } catch {
      throw Failure(.value(error.message), at: place)
    }
  }

  /// Returns the body evaluated on the row. Without a body it is the row, or empty for a write that
  /// only names the objects to act on.
  func document(of row: JSONValue?) throws(Failure) -> JSONObject {
    guard let body else {
      if case .matching = input { return [:] }
      if verb == .delete { return [:] }
      guard let row else { return [:] }
      if let object = row.object { return object }
      // A list of ids only names the objects to act on.
      if takesID, row.string != nil { return [:] }
      throw Failure(.value("a row must be an object, got \(row.compact.prefix(80))"), at: place)
    }
    do {
      let row = row ?? .object([:])
      return try body.withoutMissing(in: row).evaluated(on: row).object ?? [:]
    } catch {
      throw Failure(error, at: place)
    }
  }

  /// Returns the id of a row: of an object, or the row itself if it is a string.
  private static func id(of row: JSONValue) -> String? {
    row.string ?? row["id"]?.string
  }
}

extension Scalar {
  /// Returns the object without members whose field the row does not have: an empty cell of a file
  /// leaves a field unchanged, and only an explicit null clears it.
  fileprivate func withoutMissing(in row: JSONValue) -> Scalar {
    guard case .object(let members) = self, isMissing(in: row) else { return self }
    return .object(
      members.compactMap { member in
        if let path = member.value.rowField, row.value(at: path) == nil { return nil }
        let value = member.value.withoutMissing(in: row)
        // A map of which nothing is left would be cleared.
        return value.isEmptyObject && !member.value.isEmptyObject
          ? nil : ScalarMember(member.key, value)
      })
  }

  /// Returns true if the row does not have a field that a member is, at any depth.
  private func isMissing(in row: JSONValue) -> Bool {
    if case .object(let members) = self { return members.contains { $0.value.isMissing(in: row) } }
    return rowField.map { row.value(at: $0) == nil } ?? false
  }

  private var isEmptyObject: Bool {
    if case .object(let members) = self { members.isEmpty } else { false }
  }

  /// The field of the row that this is, converted or not.
  private var rowField: RowPath? {
    switch self {
    case .field(let path): path
    case .fitted(let part, _): part.rowField
    case .constant, .variable, .operation, .group, .moment, .zone, .element, .each, .shifted,
      .concatenation, .array,
      .object, .call,
      .column, .arithmetic, .comparison, .like, .membership, .isNull, .all, .any, .not:
      nil
    }
  }
}

extension JSONObject {
  /// True if a member is null, at any depth.
  private var hasNulls: Bool {
    members.contains { member in
      member.value.isNull || member.value.object?.hasNulls ?? false
    }
  }

  /// The object without members that are null, at any depth.
  var withoutNulls: JSONObject {
    guard hasNulls else { return self }
    return JSONObject(
      members.compactMap { member in
        guard !member.value.isNull else { return nil }
        guard let nested = member.value.object else { return member }
        return JSONMember(member.key, .object(nested.withoutNulls))
      })
  }

  /// Removes and returns an id; any value that is not an id is an error.
  fileprivate mutating func takeID(_ key: String, at place: Place) throws(Failure) -> String? {
    guard let value = self[key] else { return nil }
    self[key] = nil
    switch value {
    case .string(let id) where !id.isEmpty: return id
    case .object(let object) where object["id"]?.string != nil: return object["id"]?.string
    case .null, .bool, .number, .string, .array, .object:
      throw Failure(.value("`\(key)` must be an id, got \(value.compact)"), at: place)
    }
  }
}

extension ServerName {
  var wire: APIServer {
    switch self {
    case .api: .api
    case .files: .files
    case .meterEvents: .meterEvents
    }
  }
}
