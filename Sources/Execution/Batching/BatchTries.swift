import JSON
import StripeWire

/// Decides how each row of a batch gets a result of its own.
///
/// Stripe takes all rows of a request or none. If the error names a row, that row has failed, and
/// the rows before and after it are sent again; if it names none, each row is sent alone. A row
/// that was written is never sent again.
struct BatchTries {
  /// The part of a failed request that caused the failure.
  enum Blame: Hashable {
    /// The row at this position in the request.
    case row(Int)
    /// Something that all rows share: the key, the network, the object they are nested in.
    case all
    /// One of the rows, or all; the response does not show which.
    case unknown
  }

  /// Rows that are still to be sent, one range for each request, the next one last.
  private var waiting: [Range<Int>]

  init(rows: Int) {
    waiting = rows > 0 ? [0..<rows] : []
  }

  /// Returns the positions of the rows to be sent next; nil if every row has its result.
  mutating func next() -> Range<Int>? { waiting.popLast() }

  /// Records that a request failed, and returns the positions of the rows that failed with it.
  mutating func failed(_ rows: Range<Int>, by blame: Blame) -> Range<Int> {
    let split = BatchSplit(rows, by: blame)
    waiting += split.again.reversed()
    return split.failed
  }
}

/// The division of the rows of a failed request. The rows of a request stay neighbours, so that a
/// journal can store them as the first and the last.
struct BatchSplit: Hashable {
  /// Rows that failed with it.
  let failed: Range<Int>
  /// Rows that are sent again, one range for each request, in order.
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
  /// Returns the cause of the failure of a request that wrote several rows by a parameter of that
  /// name. A single row is blamed only if Stripe has certainly refused the request: otherwise the
  /// rows may have been written.
  func blame(in collection: String) -> BatchTries.Blame {
    guard case .api(let error) = reason, stateOfWrite == .failed,
      ![401, 403].contains(error.status), error.type != "idempotency_error"
    else { return .all }
    if let row = Self.row(named: error.param ?? "", in: collection) { return .row(row) }
    // An object that is not found and is not a row, is the one the rows are nested in.
    return error.status == 404 ? .all : .unknown
  }

  /// Returns the failure as a row sent alone would have it: `quantity`, not `lines[3][quantity]`.
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

  /// Returns 3 for `lines[3][quantity]`.
  private static func row(named param: String, in collection: String) -> Int? {
    guard param.hasPrefix(collection + "[") else { return nil }
    let rest = param.dropFirst(collection.count + 1)
    guard let end = rest.firstIndex(of: "]") else { return nil }
    return Int(rest[..<end])
  }
}
