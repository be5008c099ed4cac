import JSON
import StripeWire

/// Decides how rows that are written together come to a result each.
///
/// Stripe takes all rows of a request or none. So a row that is to blame fails, and those before it
/// and those behind it are sent again; where nobody is named, each is sent alone. A row that is
/// done is never sent again.
struct BatchTries {
  /// What is known of a request that failed.
  enum Blame: Hashable {
    /// The row at this position in the request.
    case row(Int)
    /// What all of them have in common: the key, the network, the object they are nested in.
    case all
    /// One of them, or all; the answer does not tell.
    case unknown
  }

  /// Rows that are still to be sent, those of a request together, the next ones last.
  private var waiting: [Range<Int>]

  init(rows: Int) {
    waiting = rows > 0 ? [0..<rows] : []
  }

  /// The positions of the rows to be sent next; nil where every row has its result.
  mutating func next() -> Range<Int>? { waiting.popLast() }

  /// Takes in that a request failed; gives the positions of the rows that failed by it.
  mutating func failed(_ rows: Range<Int>, by blame: Blame) -> Range<Int> {
    let split = BatchSplit(rows, by: blame)
    waiting += split.again.reversed()
    return split.failed
  }
}

/// What becomes of the rows of a request that failed. Requests stay runs of neighbours, so that a
/// journal knows their rows by the first and the last.
struct BatchSplit: Hashable {
  /// Rows that have failed by it.
  let failed: Range<Int>
  /// Rows that are sent again, those of a request together, in their order.
  let again: [Range<Int>]

  init(_ rows: Range<Int>, by blame: BatchTries.Blame) {
    switch blame {
    case _ where rows.count < 2, .all:
      (failed, again) = (rows, [])
    case .row(let position) where position < rows.count && position >= 0:
      let row = rows.lowerBound + position
      failed = row..<row + 1
      again = [rows.lowerBound..<row, row + 1..<rows.upperBound].filter { !$0.isEmpty }
    case .row, .unknown:
      failed = rows.lowerBound..<rows.lowerBound
      again = rows.map { $0..<$0 + 1 }
    }
  }
}

extension Failure {
  /// Who is to blame for a request that wrote several rows by a parameter of that name. Only what
  /// Stripe has certainly refused is anyone's fault: anything else may have been done.
  func blame(in collection: String) -> BatchTries.Blame {
    guard case .api(let error) = reason, stateOfWrite == .failed,
      ![401, 403].contains(error.status), error.type != "idempotency_error"
    else { return .all }
    if let row = Self.row(named: error.param ?? "", in: collection) { return .row(row) }
    // What is not found but is no row, is what they are nested in.
    return error.status == 404 ? .all : .unknown
  }

  /// The same as a row that was sent alone would have it: `quantity`, not `lines[3][quantity]`.
  func ofRow(in collection: String) -> Failure {
    guard case .api(let error) = reason, let param = error.param,
      case .row = blame(in: collection), let bracket = param.firstIndex(of: "]")
    else { return self }
    let rest = param[param.index(after: bracket)...]
    // `[period][end]` of the row is its `period[end]`.
    let name = rest.dropFirst().prefix { $0 != "]" }
    var fields = error.fields
    let path = name + rest.dropFirst(name.count + 2)
    fields["param"] = path.isEmpty ? nil : .string(String(path))
    var failure = self
    failure.reason = .api(
      APIError(status: error.status, requestID: error.requestID, fields: fields))
    return failure
  }

  /// 3 of `lines[3][quantity]`.
  private static func row(named param: String, in collection: String) -> Int? {
    guard param.hasPrefix(collection + "[") else { return nil }
    let rest = param.dropFirst(collection.count + 1)
    guard let end = rest.firstIndex(of: "]") else { return nil }
    return Int(rest[..<end])
  }
}
