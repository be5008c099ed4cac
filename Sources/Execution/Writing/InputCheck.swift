import Planning

/// The result of reading a job's inputs to their end before anything is sent.
package struct InputCheck: Sendable {
  /// The number of inputs.
  package private(set) var count = 0
  /// The first writes that can be sent.
  package private(set) var firstWrites: [PreparedWrite] = []
  /// The number of inputs that cannot be written.
  package private(set) var badInputs = 0
  /// Their failures, similar ones together.
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
  /// Opens the file or stream of the inputs, to be read as often as necessary; nil if they come
  /// from elsewhere.
  /// - Parameter dependencies: what opens files, and the directory for a temporary file, needed if
  ///   the input can be read only once.
  /// - Throws: `Failure` if the file cannot be opened.
  package func pinnedInput(
    _ standardInput: ByteReader?, _ dependencies: EngineDependencies
  ) throws(Failure) -> PinnedInput? {
    if case .file(let path) = input { _ = try RowReader.format(of: path, at: place) }
    let directory = dependencies.temporaryDirectory
    do throws(UnreadableFile) {
      switch input {
      case .file(let path):
        return try PinnedInput(
          path: path, in: dependencies.inputFiles, spoolingIn: directory)
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

  /// Reads all inputs; nil if that takes requests, or can be done only once.
  /// - Parameter pinned: the source of the inputs, if they are in a file or stream.
  /// - Throws: `Failure` if the source cannot be read, or `CancellationError`.
  package func checkedInputs(_ pinned: PinnedInput? = nil) throws -> InputCheck? {
    guard var inputs = try WriteInputs(known: self, pinned) else { return nil }
    var check = InputCheck()
    while let input = try inputs.next() {
      try Task.checkCancellation()
      check.take(input.write)
    }
    return check
  }

  /// Reads all inputs once: checks them as `checkedInputs` does, and prepares the requests of a job
  /// for them.
  /// - Parameter emit: called with each request, in order, until an input cannot be written.
  /// - Returns: nil if that takes requests.
  /// - Throws: the error of `emit`, `Failure` if the source cannot be read, or `CancellationError`.
  package func checkedRequests(
    _ job: WriteJob, emit: (PreparedRequest) throws -> Void
  ) throws -> InputCheck? {
    guard key == nil, let inputs = try WriteInputs(known: self, job.input) else { return nil }
    var groups = WriteGroups(inputs, of: self, job)
    var check = InputCheck()
    while let group = try groups.next() {
      try Task.checkCancellation()
      for input in group.inputs { check.take(input.write) }
      guard check.badInputs == 0, let request = group.request else { continue }
      try emit(PreparedRequest(request: request, writes: group.writes))
    }
    return check
  }
}
