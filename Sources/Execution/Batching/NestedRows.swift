import JSON
import Planning

/// Rows that Stripe writes with one request about the object they are nested in, and answers with
/// that object.
struct NestedRows: Sendable {
  let writes: [PreparedWrite]
  let plan: WritePlan
  let batch: BatchWrite

  /// Creates the rows of a request; nil if a single row has an endpoint of its own.
  init?(_ writes: [PreparedWrite], of plan: WritePlan) {
    guard let batch = plan.batch, batch.isOnly || writes.count > 1 else { return nil }
    self.writes = writes
    self.plan = plan
    self.batch = batch
  }

  /// Returns the rows as a journal should store them after a failure; nil if all of them failed.
  func pieces(after failure: Failure) -> [JournalPiece]? {
    let rows = writes.indices
    let split = BatchSplit(rows, by: failure.blame(in: batch.collection))
    guard !split.again.isEmpty else { return nil }
    return piece(of: split.failed, isFailed: true)
      + split.again.flatMap { piece(of: $0, isFailed: false) }
  }

  private func piece(of rows: Range<Int>, isFailed: Bool) -> [JournalPiece] {
    let writes = writes[rows]
    guard let request = BatchRow.request(for: writes), let rows = writes.numbers else { return [] }
    return [JournalPiece(request: request, rows: rows, isFailed: isFailed)]
  }
}

extension Collection<PreparedWrite> where Self: BidirectionalCollection {
  /// The numbers of the input rows, which are neighbours; nil if the write is not part of a bulk
  /// job.
  var numbers: ClosedRange<Int>? {
    guard let first = first?.row, let last = last?.row, first <= last else { return nil }
    return first...last
  }
}

extension Engine {
  /// Returns the response with the row itself as its body, or with an array of the rows. They are
  /// read if the response does not show them, and recorded with their ids. They are already
  /// written, so a failure to read them is ignored.
  func rows(_ nested: NestedRows, after answer: Answer) async -> Answer {
    var rows = BatchRows(
      kind: nested.batch.kind, typeName: nested.plan.object.typeName, answer: answer.body,
      collection: nested.batch.collection)
    let ids = nested.writes.map(\.id)
    if rows.lacks(ids) || !nested.plan.expand.isEmpty, let parents = nested.writes.first?.parents,
      let list = try? await nestedRows(of: nested.plan, below: parents)
    {
      rows = rows.read(list)
    }
    let results = rows.results(of: ids)
    var answer = answer
    if let only = results.first {
      answer.body = results.count == 1 ? only : RawJSON(.array(results.map(\.value)))
    }
    if var record = answer.record {
      record.rowIDs = results.compactMap { $0["id"]?.string }
      dependencies.record(record)
    }
    return answer
  }
}
