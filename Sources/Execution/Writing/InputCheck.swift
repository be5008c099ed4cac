import Planning

/// What reading a job's inputs to their end brings to light, before anything is sent.
public struct InputCheck: Sendable {
  public private(set) var count = 0
  /// The requests of the first inputs.
  public private(set) var firstWrites: [PreparedWrite] = []
  /// Inputs that cannot be written.
  public private(set) var badInputs = 0
  /// Why, for the first of them.
  public private(set) var problems: [Failure] = []

  private static let mostWrites = 3
  /// Problems that are told one by one.
  private static let mostProblems = 10

  fileprivate mutating func take(_ write: Result<PreparedWrite, Failure>) {
    count += 1
    switch write {
    case .success(let write):
      if firstWrites.count < Self.mostWrites { firstWrites.append(write) }
    case .failure(let failure):
      badInputs += 1
      if problems.count < Self.mostProblems { problems.append(failure) }
    }
  }
}

extension WritePlan {
  /// Reads the inputs through; nil where that takes requests, or can be done only once.
  public func checkedInputs() throws -> InputCheck? {
    guard var inputs = try WriteInputs(known: self) else { return nil }
    var check = InputCheck()
    while let input = try inputs.next() {
      try Task.checkCancellation()
      check.take(input.write)
    }
    return check
  }
}
