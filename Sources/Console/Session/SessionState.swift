import Analysis
import Expressions
import JSON
import Prompt

/// All that statements read and change in a session: an iteration of a loop gets a copy of it.
struct SessionState: Sendable {
  var settings: SessionSettings
  /// The names that blocks gave, innermost last.
  var scopes: [[String: JSONValue]]
  /// What checked programs taught of the variables they gave.
  private var shapes: [String: ValueShape] = [:]
  /// Unix seconds at which the run at hand began: what `now` means in all of it.
  var startedAt: Int
  /// The file that results go to; nil for standard output.
  var resultFile: ResultFile?
  /// The files that statements of the run at hand wrote with `into`, and where those stand.
  var writtenFiles: [String: WrittenFile] = [:]
  /// Whether `exit` ended the run.
  var hasExited = false
  var effects = RunEffects()

  init(settings: SessionSettings, variables: [String: JSONValue], startedAt: Int) {
    self.settings = settings
    scopes = [variables]
    self.startedAt = startedAt
  }

  /// The values of all names, as the innermost block has them; outside of blocks none is copied,
  /// however many there are.
  var variables: [String: JSONValue] {
    guard let outermost = scopes.first else { return [:] }
    return scopes.dropFirst().reduce(into: outermost) { $0.merge($1) { _, inner in inner } }
  }

  var variableNames: Set<String> { Set(scopes.flatMap(\.keys)) }

  /// The variables that have values, for the check of a program that names them.
  var knownVariables: [String: VariableBinding] {
    var known: [String: VariableBinding] = [:]
    for (name, value) in variables {
      known[name] = shapes[name].map { VariableBinding($0) } ?? .known(value)
    }
    return known
  }

  /// Remembers what a program taught of its variables.
  /// - Parameter isWhole: Whether it ran to its end: of one that broke off, a variable may have the
  ///   value from before.
  mutating func learn(_ found: [String: ValueShape], isWhole: Bool) {
    for (name, shape) in found where shapes[name] != shape {
      shapes[name] = isWhole || variables[name] == nil ? shape : .unknown
    }
  }

  /// Gives a name a value: the one it has outside the block at hand, or else a new one here.
  mutating func assign(_ name: String, _ value: JSONValue) {
    let scope = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
    guard scopes.indices.contains(scope) else { return }
    scopes[scope][name] = value
  }

  /// Prepares for a run of its own: what failed before does not count.
  mutating func beginRun(at time: Int) {
    startedAt = time
    effects.failures = 0
    effects.countedRequests = 0
    writtenFiles = [:]
  }

  /// The state that an iteration begins with; it counts what it does from nothing on.
  var forIteration: SessionState {
    var state = self
    state.effects = RunEffects()
    return state
  }

  func bindings(environment: [String: String], zone: ClockZone) -> Bindings {
    Bindings(variables: variables, now: startedAt, zone: zone, environment: environment)
  }
}

/// What statements leave behind in a session even where they ran in a copy of its state.
struct RunEffects: Sendable {
  /// Statements and rows that failed since the run began.
  var failures = 0
  /// Requests since the run began that the person at the terminal was told of.
  var countedRequests = 0
  /// The ids that were shown at the prompt, for TAB to offer.
  var shownIDs = RecentIDs()

  mutating func merge(_ other: RunEffects) {
    failures += other.failures
    countedRequests += other.countedRequests
    for id in other.shownIDs.ids { shownIDs.note(id) }
  }
}
