import Planning

/// What reading a job's inputs to their end brings to light, before anything is sent.
package struct InputCheck: Sendable {
  package private(set) var count = 0
  /// The requests of the first inputs.
  package private(set) var firstWrites: [PreparedWrite] = []
  /// Inputs that cannot be written.
  package private(set) var badInputs = 0
  /// Why, those that fail alike together.
  package private(set) var problems = FailureGroups(most: 10)

  private static let maxWrites = 5

  fileprivate mutating func take(_ write: Result<PreparedWrite, Failure>) {
    count += 1
    switch write {
    case .success(let write):
      if firstWrites.count < Self.maxWrites { firstWrites.append(write) }
    case .failure(let failure):
      badInputs += 1
      _ = problems.add(failure)
    }
  }
}

extension WritePlan {
  /// Opens the file or stream that the inputs are in, to be read as often as is necessary; nil
  /// where they are elsewhere.
  /// - Parameter directory: where a temporary file goes for what can be read only once.
  /// - Throws: `Failure` where the file cannot be opened.
  package func pinnedInput(
    _ standardInput: ByteReader?, spoolingIn directory: String
  ) throws(Failure) -> PinnedInput? {
    if case .file(let path) = input { _ = try RowReader.format(of: path, at: place) }
    do throws(UnreadableFile) {
      switch input {
      case .file(let path):
        return try PinnedInput(path: path, spoolingIn: directory)
      case .standardInput:
        return try standardInput.map { bytes throws(UnreadableFile) in
          try PinnedInput(bytes, named: "stdin", spoolingIn: directory)
        }
      case .body, .ids, .values, .matching: return nil
      }
    } catch {
      let name = if case .file(let path) = input { "`\(path)`" } else { "standard input" }
      throw Failure(.input("cannot read \(name): \(error.reason)"), at: place)
    }
  }

  /// Reads the inputs through; nil where that takes requests, or can be done only once.
  /// - Parameter pinned: what the inputs are read from, where they are in a file or stream.
  package func checkedInputs(_ pinned: PinnedInput? = nil) throws -> InputCheck? {
    guard var inputs = try WriteInputs(known: self, pinned) else { return nil }
    var check = InputCheck()
    while let input = try inputs.next() {
      try Task.checkCancellation()
      check.take(input.write)
    }
    return check
  }
}
