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
      check.take(input.write, row: isOfFile ? nil : input.row)
    }
    return check
  }

  /// Whether problems with its rows name their lines.
  private var isOfFile: Bool {
    switch input {
    case .file, .standardInput: true
    case .body, .ids, .values, .matching: false
    }
  }
}

extension Failure {
  fileprivate func told(of row: Int?) -> Failure {
    guard let row, case .value(let text) = reason else { return self }
    return Failure(.value("row \(row): \(text)"), at: place)
  }
}
