import JSON
import Planning

/// A row that Stripe writes by a request about what it is nested in, and answers with that.
struct NestedRow: Sendable {
  let write: PreparedWrite
  let plan: WritePlan
}

extension Engine {
  /// The answer with the row itself for a body, read where the answer does not show it, and
  /// recorded with the row's id. It is written by now: that it cannot be read is no failure.
  func row(_ nested: NestedRow, after answer: Answer) async -> Answer {
    guard let batch = nested.plan.batch else { return answer }
    var rows = BatchRows(
      kind: batch.kind, typeName: nested.plan.object.typeName, answer: answer.body,
      collection: batch.collection)
    if rows.lacks([nested.write.id]) || !nested.plan.expand.isEmpty,
      let list = try? await nestedRows(of: nested.plan, below: nested.write.parents)
    {
      rows = rows.read(list)
    }
    var answer = answer
    answer.body = rows.results(of: [nested.write.id]).first ?? answer.body
    if var record = answer.record {
      record.rowIDs = [answer.body["id"]?.string].compactMap(\.self)
      surroundings.record(record)
    }
    return answer
  }
}
