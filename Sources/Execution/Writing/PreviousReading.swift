import JSON
import Planning
import StripeCatalog
import StripeWire

extension Engine {
  /// Returns the current values of the fields that an update will set, if a report needs them: from
  /// the row it came with, or else read for it. Nil if they cannot be read, which does not stop the
  /// write.
  func previous(of write: PreparedWrite, _ plan: WritePlan) async throws -> PreviousValues? {
    guard keepsPrevious(plan), let row = try await object(of: write, plan) else { return nil }
    return PreviousValues(
      of: row, before: write.request.parameters, record: plan.operation.record,
      object: plan.object)
  }

  /// Returns the same for rows that are written together, under the names in their request.
  func previous(of writes: [PreparedWrite], _ plan: WritePlan) async throws -> PreviousValues? {
    guard keepsPrevious(plan), let first = writes.first else { return nil }
    guard writes.count > 1, let batch = plan.batch else {
      return try await previous(of: first, plan)
    }
    let list = try await unlessRefused { try await nestedRows(of: plan, below: first.parents) }
    guard let list else { return nil }
    var rows: [(id: String, values: PreviousValues)] = []
    for write in writes {
      guard let id = write.id, var document = write.together?.document,
        let row = list.first(where: { $0["id"]?.string == id })
      else { continue }
      document["id"] = nil
      let values = PreviousValues(
        of: row.value, before: document, record: batch.record, object: plan.object)
      rows.append((id, values))
    }
    return PreviousValues(of: rows, in: batch.collection)
  }

  /// Returns true if the values that a write replaces are stored: those of updates, if a report
  /// needs them.
  func keepsPrevious(_ plan: WritePlan) -> Bool {
    options.keepsPrevious && plan.verb == .update
  }

  /// Returns the object of a write in its state before it: as a query found it, or else read for
  /// it; nil if it cannot be read.
  ///
  /// - Throws: `CancellationError`.
  package func object(of write: PreparedWrite, _ plan: WritePlan) async throws -> JSONValue? {
    if let found = write.found { return found }
    switch plan.reading {
    case .alone:
      let call = Call(
        request: APIRequest(.get, write.request.path), title: plan.title, place: plan.place,
        level: .debug)
      return try await unlessRefused { try await answer(to: call).body.value }
    case .among:
      let rows = try await unlessRefused { try await nestedRows(of: plan, below: write.parents) }
      return rows?.first { $0["id"]?.string == write.id }?.value
    case nil:
      return nil
    }
  }

  /// An object by its id; nil where it cannot be read.
  package func object(_ id: String, as type: ObjectType) async throws -> JSONValue? {
    guard let operation = type.operation(.retrieve), let path = operation.path(with: [id]) else {
      return nil
    }
    let call = Call(request: APIRequest(.get, path), title: "get \(type.name)", level: .debug)
    return try await unlessRefused { try await answer(to: call).body.value }
  }

  /// All rows that are nested in one object.
  func nestedRows(of plan: WritePlan, below parents: [String]) async throws -> [RawJSON] {
    guard let list = plan.batch?.listing ?? plan.listing, let path = list.path(with: parents) else {
      return []
    }
    var parameters: JSONObject = [:]
    if !plan.expand.isEmpty {
      parameters["expand"] = .array(plan.expand.map { .string("data.\($0)") })
    }
    let request = APIRequest(.get, path, parameters)
    var stream = PageStream(
      engine: self, call: Call(request: request, title: plan.title, place: plan.place),
      walk: PageWalk(style: list.isV2 ? .pageToken : .cursor, pageSize: 100))
    var rows: [RawJSON] = []
    while let page = try await stream.next() { rows += page }
    return rows
  }

  /// Returns the result of a read; nil if it fails. A cancellation is still thrown.
  private func unlessRefused<Value: Sendable>(
    _ read: () async throws -> Value
  ) async throws -> Value? {
    do { return try await read() } catch is Failure { return nil }
  }
}

extension WritePlan {
  fileprivate var listing: Operation? {
    guard case .among(let list)? = reading else { return nil }
    return list
  }
}
