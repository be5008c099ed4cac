import Analysis
import JSON
import Language
import Planning
import StripeCatalog

/// Decides how each write is undone, based on the catalog's data about its operation.
struct Undoing: Sendable {
  private let paths: OperationPaths

  init(catalog: Catalog) {
    paths = OperationPaths(catalog)
  }

  /// Returns the statements that undo a write, or the reasons why it cannot be undone.
  func step(for write: ReportedWrite) -> UndoStep {
    switch write.outcome {
    case .refused: return UndoStep()
    case .unknown:
      return UndoStep(remains: ["\(write.name) received no response and may have taken effect"])
    case .done: break
    }
    guard let match = paths.match(write.method, write.path) else {
      return .impossible(write, "its operation is unknown")
    }
    switch match.operation.kind {
    case .create: return creation(write, match)
    case .update: return update(write, match)
    case .delete: return .impossible(write, write.consequence)
    case .action: return transaction(write, match)
    case .retrieve, .list, .search: return UndoStep()
    }
  }

  /// Undoes a creation: deletes the object or, if Stripe has no such operation, archives or cancels
  /// it.
  private func creation(_ write: ReportedWrite, _ match: OperationPaths.Match) -> UndoStep {
    let made = match.operation
    guard let id = write.ids.first else {
      return .impossible(write, "the report does not contain the id of the new object")
    }
    let parents = made.parents.map(\.name)
    let values = match.values + [id]
    let word = made.parents.isEmpty ? made.object.name : made.collection
    if let delete = made.parents.isEmpty
      ? made.object.operation(.delete)
      : made.object.operation(.delete, collection: word, of: parents)
    {
      return .run(statement(.delete, delete, values))
    }
    switch ObjectEnding.all(of: made.object, below: parents).first {
    case .archiving(let update):
      return .run(statement(.update, update, values, body: ["active": false]))
    case .transaction(let action) where action.pathParameters.count == values.count:
      // The action may come too late: a payout may already be on its way to the bank.
      let warning = write.consequence.map { "may come too late: \(write.name): \($0)" }
      return UndoStep(
        statements: [statement(.execute, action, values)], remains: [warning].compactMap(\.self))
    case .transaction, nil:
      return .impossible(write, write.consequence ?? "Stripe has no operation that undoes it")
    }
  }

  private func update(_ write: ReportedWrite, _ match: OperationPaths.Match) -> UndoStep {
    guard let previous = write.previous else {
      return .impossible(write, "the report has no previous values for these fields")
    }
    let restoration = Restoration(of: previous, by: match.operation.record)
    var step = UndoStep(remains: write.remains(of: restoration))
    if !restoration.body.isEmpty {
      step.statements = [
        statement(.update, match.operation, match.values, body: restoration.body)
      ]
    }
    return step
  }

  /// Undoes a request that wrote several rows, with one request.
  private func transaction(_ write: ReportedWrite, _ match: OperationPaths.Match) -> UndoStep {
    guard let batch = match.operation.batch else {
      return .impossible(write, write.consequence ?? "Stripe has no operation that undoes it")
    }
    switch batch.kind {
    case .create where !write.ids.isEmpty: return removal(of: write.ids, batch, match)
    case .update where write.previous != nil: return batchUpdate(write, batch, match)
    case .create, .update:
      return .impossible(write, "the report has no previous values")
    case .delete, .retrieve, .list, .search, .action:
      return .impossible(write, write.consequence)
    }
  }

  private func removal(
    of ids: [String], _ batch: BatchOperation, _ match: OperationPaths.Match
  ) -> UndoStep {
    let parent = UndoStatement.Reference(
      word: batch.operation.object.name, id: match.values.last ?? "")
    return .run(UndoStatement(verb: .delete, word: batch.collection, ids: ids, parents: [parent]))
  }

  private func batchUpdate(
    _ write: ReportedWrite, _ batch: BatchOperation, _ match: OperationPaths.Match
  ) -> UndoStep {
    var step = UndoStep()
    var rows: [JSONValue] = []
    for row in write.previous?[batch.collection]?.array ?? [] {
      let restoration = Restoration(of: row.object ?? [:], by: batch.record)
      step.remains += write.remains(of: restoration, in: row["id"]?.string)
      if restoration.body.members.count > 1 { rows.append(.object(restoration.body)) }
    }
    guard !rows.isEmpty else { return step }
    step.statements = [
      statement(
        .execute, match.operation, match.values, body: [batch.collection: .array(rows)])
    ]
    return step
  }

  /// Builds a statement from the ids in a path, which has the outermost parent first.
  private func statement(
    _ verb: Verb, _ operation: Operation, _ values: [String], body: JSONObject? = nil
  ) -> UndoStatement {
    var references = zip(operation.parents, values).map { parent, value in
      UndoStatement.Reference(word: parent.name, id: value)
    }
    references.reverse()
    let word = operation.parents.isEmpty ? operation.object.name : operation.collectionMember
    return UndoStatement(
      verb: verb, action: verb == .execute ? operation.name : nil, word: word,
      ids: Array(values.dropFirst(operation.parents.count)), parents: references, body: body)
  }
}

extension UndoStep {
  fileprivate static func run(_ statement: UndoStatement) -> UndoStep {
    UndoStep(statements: [statement])
  }

  fileprivate static func impossible(_ write: ReportedWrite, _ reason: String?) -> UndoStep {
    UndoStep(remains: ["cannot be undone: \(write.name)" + (reason.map { ": \($0)" } ?? "")])
  }
}

extension ReportedWrite {
  /// The write as text, such as `update customer cus_1 (row 3)`.
  fileprivate var name: String {
    let shown = ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
    let words = shown.isEmpty ? "\(title), \(method) \(path)" : "\(title) \(shown)"
    return words + (row.map { " (row \($0))" } ?? "")
  }

  fileprivate var consequence: String? { Consequence(method: method, path: path)?.detail }

  fileprivate func remains(of restoration: Restoration, in id: String? = nil) -> [String] {
    let place = id.map { " of \($0)" } ?? ""
    let losses = restoration.losses.map { "`\($0.field)`\(place) \($0.reason)" }
    let notCaptured = id == nil ? notCaptured.map { "Stripe does not return `\($0)`" } : []
    return (losses + notCaptured).map { "cannot be restored: \(name): \($0)" }
  }
}
