import JSON

/// A column of a table or of a CSV file: its title, and where in a row its values stand.
public struct Column: Sendable, Hashable {
  public enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  public let title: String
  public let steps: [Step]

  public init(_ title: String, steps: [Step]) {
    self.title = title
    self.steps = steps
  }

  /// A column titled and found by a dotted path of plain keys: `customer.email`.
  public init(dotted path: String) {
    let keys = path.split(separator: ".", omittingEmptySubsequences: false)
    self.init(path, steps: keys.map { .key(String($0)) })
  }

  /// A row that is no object stands in a column of its own.
  static let wholeRow = Column("value", steps: [])

  /// The value in a row, nil where there is none.
  public func value(in row: RawJSON) -> RawJSON? {
    var current = row
    for step in steps {
      let next: RawJSON? =
        switch step {
        case .key(let key): current[key]
        case .index(let index): current[index]
        }
      guard let next else { return nil }
      current = next
    }
    return current
  }
}
