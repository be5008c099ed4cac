import JSON

/// Decides how rows that are written together come to a result each.
///
/// Stripe takes all rows of a request or none. So a row that is to blame fails and the others are
/// sent again without it; where nobody is named, each is sent alone. A row that is done is never
/// sent again.
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

  /// Positions of rows that are still to be sent, those of a request together, the next one last.
  private var waiting: [[Int]]

  init(rows: Int) {
    waiting = rows > 0 ? [Array(0..<rows)] : []
  }

  /// The positions of the rows to be sent next; nil where every row has its result.
  mutating func next() -> [Int]? { waiting.popLast() }

  /// Takes in that a request failed; gives the positions of the rows that failed by it.
  mutating func failed(_ rows: [Int], by blame: Blame) -> [Int] {
    guard rows.count > 1 else { return rows }
    switch blame {
    case .all: return rows
    case .unknown:
      waiting += rows.reversed().map { [$0] }
      return []
    case .row(let position):
      guard rows.indices.contains(position) else { return failed(rows, by: .unknown) }
      var rest = rows
      let row = rest.remove(at: position)
      waiting.append(rest)
      return [row]
    }
  }
}

extension Failure {
  /// Who is to blame for a request that wrote several rows by a parameter of that name.
  func blame(in collection: String) -> BatchTries.Blame {
    guard case .api(let error) = reason else { return .all }
    // What is not found but is no row, is what they are nested in.
    guard error.status < 500, ![401, 403, 429].contains(error.status) else { return .all }
    if let row = Self.row(named: error.fields["param"]?.string ?? "", in: collection) {
      return .row(row)
    }
    return error.status == 404 ? .all : .unknown
  }

  /// 3 of `lines[3][quantity]`.
  private static func row(named param: String, in collection: String) -> Int? {
    guard param.hasPrefix(collection + "[") else { return nil }
    let rest = param.dropFirst(collection.count + 1)
    guard let end = rest.firstIndex(of: "]") else { return nil }
    return Int(rest[..<end])
  }
}
