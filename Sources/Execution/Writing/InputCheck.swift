import Planning

/// What reading a job's inputs to their end brings to light, before anything is sent.
package struct InputCheck: Sendable {
  package private(set) var count = 0
  /// The requests of the first inputs.
  package private(set) var firstWrites: [PreparedWrite] = []
  /// Inputs that cannot be written.
  package private(set) var badInputs = 0
  /// Why, for the first of them.
  package private(set) var problems: [Failure] = []

  private static let mostWrites = 3
  /// Problems that are told one by one.
  private static let mostProblems = 10

  /// - Parameter row: the input's number, where nothing else tells which one it is.
  fileprivate mutating func take(_ write: Result<PreparedWrite, Failure>, row: Int?) {
    count += 1
    switch write {
    case .success(let write):
      if firstWrites.count < Self.mostWrites { firstWrites.append(write) }
    case .failure(let failure):
      badInputs += 1
      if problems.count < Self.mostProblems { problems.append(failure.told(of: row)) }
    }
  }
}

extension WritePlan {
  /// Reads the inputs through; nil where that takes requests, or can be done only once.
  package func checkedInputs() throws -> InputCheck? {
    guard var inputs = try WriteInputs(known: self) else { return nil }
    var check = InputCheck()
    while let input = try inputs.next() {
      try Task.checkCancellation()
      check.take(input.write, row: isOfFile ? nil : input.row)
    }
    return check
  }

  /// Whether problems with its rows tell their lines.
  private var isOfFile: Bool {
    if case .file = input { true } else { false }
  }
}

extension Failure {
  fileprivate func told(of row: Int?) -> Failure {
    guard let row, case .value(let text) = reason else { return self }
    return Failure(.value("row \(row): \(text)"), at: place)
  }
}
