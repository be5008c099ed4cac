import JSON

/// One stream of a union, which is read concurrently with the others.
actor UnionBranch {
  private let make: @Sendable () -> any RowStream
  private var stream: (any RowStream)?

  /// Creates a branch.
  /// - Parameter make: creates the stream when its first rows are requested.
  init(_ make: @escaping @Sendable () -> any RowStream) {
    self.make = make
  }

  func next() async throws -> [RawJSON]? {
    var stream = stream ?? make()
    defer { self.stream = stream }
    return try await stream.next()
  }
}

/// The buffered rows of the branches of a union. Branches without enough rows are read
/// concurrently, as many as keep the rate.
final class UnionBuffers {
  /// A row and its time of creation, in Unix seconds.
  typealias TimedRow = (second: Int, row: RawJSON)

  struct Buffer {
    var rows: ArraySlice<TimedRow> = []
    var isAtEnd = false
    fileprivate var failure: (any Error)?
  }

  private(set) var buffers: [Buffer]
  private let engine: Engine
  private let branches: [UnionBranch]
  /// True if a branch is read on while its rows wait.
  private let readsAhead: Bool
  private let arrivals = Channel<(branch: Int, rows: Result<[RawJSON]?, any Error>)>()
  private var tasks: [Int: Task<Void, Never>] = [:]

  /// The maximum number of buffered rows of a branch that is read ahead.
  private static let maxAhead = 100

  init(_ branches: [UnionBranch], engine: Engine, readsAhead: Bool) {
    self.engine = engine
    self.branches = branches
    self.readsAhead = readsAhead
    buffers = branches.map { _ in Buffer() }
  }

  deinit {
    for task in tasks.values { task.cancel() }
  }

  func popFirst(of branch: Int) -> TimedRow? { buffers[branch].rows.popFirst() }

  /// Removes and returns the first rows of a branch if they are of one second.
  func take(_ second: Int, of branch: Int) -> [RawJSON] {
    let taken = buffers[branch].rows.prefix { $0.second == second }
    buffers[branch].rows = buffers[branch].rows.dropFirst(taken.count)
    return taken.map(\.row)
  }

  /// Reads until no branch needs more rows.
  func fill(where isShort: (Buffer) -> Bool) async throws {
    while true {
      for arrival in arrivals.take() { take(arrival.rows, of: arrival.branch) }
      let short = branches.indices.filter { !buffers[$0].isAtEnd && isShort(buffers[$0]) }
      for branch in short {
        if let failure = buffers[branch].failure { throw failure }
      }
      await launch(short + (readsAhead ? ahead : []))
      guard !short.isEmpty else { return }
      await arrivals.wait()
      try Task.checkCancellation()
    }
  }

  /// The branches that will need rows soon.
  private var ahead: [Int] {
    branches.indices.filter { branch in
      !buffers[branch].isAtEnd && buffers[branch].rows.count < Self.maxAhead
    }
  }

  private func launch(_ wanted: [Int]) async {
    let width = await engine.width
    for branch in wanted where tasks[branch] == nil && buffers[branch].failure == nil {
      guard tasks.count < width else { return }
      tasks[branch] = engine.dependencies.startTask { [branches, arrivals] in
        arrivals.put((branch, await Result.of { try await branches[branch].next() }))
      }
    }
  }

  private func take(_ rows: Result<[RawJSON]?, any Error>, of branch: Int) {
    tasks[branch] = nil
    switch rows {
    case .success(let rows?):
      buffers[branch].rows += rows.map { ($0.createdSecond ?? .min, $0) }
    case .success(nil):
      buffers[branch].isAtEnd = true
    case .failure(let failure):
      buffers[branch].failure = failure
    }
  }
}
