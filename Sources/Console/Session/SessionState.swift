import Analysis
import CodeCompletion
import Expressions
import JSON

/// The state that statements of a session read and change; each concurrent iteration of a loop has
/// a copy.
struct SessionState: Sendable {
  var settings: SessionSettings
  /// The variables of each open block by name, the innermost block last.
  var scopes: [[String: JSONValue]]
  /// The shapes of variables, as known from the checked programs that assigned them.
  private var shapes: [String: ValueShape] = [:]
  /// The start of the current run in Unix seconds, which is the value of `now` throughout the run.
  var startedAt: Int
  /// The file that results go to; nil for standard output.
  var resultFile: ResultFile?
  /// The files that statements of the current run wrote with `into`, by path.
  var writtenFiles: [String: WrittenFile] = [:]
  /// The tables that statements of the current run wrote, by the addresses of their databases and
  /// their names.
  var writtenTables: [String: WrittenFile] = [:]
  /// True if `exit` ended the run.
  var hasExited = false
  var effects = RunEffects()

  init(settings: SessionSettings, variables: [String: JSONValue], startedAt: Int) {
    self.settings = settings
    scopes = [variables]
    self.startedAt = startedAt
  }

  /// The values of all variables; an inner block hides outer ones. Outside of blocks nothing is
  /// copied, regardless of their number.
  var variables: [String: JSONValue] {
    guard let outermost = scopes.first else { return [:] }
    return scopes.dropFirst().reduce(into: outermost) { $0.merge($1) { _, inner in inner } }
  }

  var variableNames: Set<String> { Set(scopes.flatMap(\.keys)) }

  /// The variables that have values, for the check of a program that refers to them.
  var knownVariables: [String: VariableBinding] {
    var known: [String: VariableBinding] = [:]
    for (name, value) in variables {
      known[name] = shapes[name].map { VariableBinding($0) } ?? .known(value)
    }
    return known
  }

  /// Records the shapes of a program's variables.
  /// - Parameter isWhole: true if the program ran to its end; otherwise a variable may still have
  ///   an earlier value, so its shape is unknown.
  mutating func learn(_ found: [String: ValueShape], isWhole: Bool) {
    for (name, shape) in found where shapes[name] != shape {
      shapes[name] = isWhole || variables[name] == nil ? shape : .unknown
    }
  }

  /// Assigns a value to the variable with a name in the innermost block that has one, or else to a
  /// new one in the current block.
  mutating func assign(_ name: String, _ value: JSONValue) {
    let scope = scopes.lastIndex { $0[name] != nil } ?? scopes.count - 1
    guard scopes.indices.contains(scope) else { return }
    scopes[scope][name] = value
  }

  /// Prepares for a new run, whose failures are counted from 0.
  mutating func beginRun(at time: Int) {
    startedAt = time
    effects.failures = 0
    effects.countedRequests = 0
    writtenFiles = [:]
    writtenTables = [:]
    effects.lastResult = nil
  }

  /// The name of the variable that is the last result at the prompt.
  static let lastResultName = "_"

  /// Makes the last result of the run the value of `$_`; without a result, it stays.
  mutating func keepLastResult() {
    guard let result = effects.lastResult else { return }
    assign(Self.lastResultName, result)
    // The shape of the result before says nothing of this one.
    shapes[Self.lastResultName] = nil
  }

  /// The state at the start of an iteration, whose effects are counted from 0.
  var forIteration: SessionState {
    var state = self
    state.effects = RunEffects()
    return state
  }

  func bindings(environment: [String: String], zone: ClockZone) -> Bindings {
    Bindings(variables: variables, now: startedAt, zone: zone, environment: environment)
  }
}

/// The effects of statements on the session, also of those that ran on a copy of its state.
struct RunEffects: Sendable {
  /// The number of failed statements and rows since the run began.
  var failures = 0
  /// The number of requests since the run began that were printed after a table.
  var countedRequests = 0
  /// The ids and names shown at the prompt, for completion.
  var shownIDs = RecentIDs()
  var shownNames = RecentNames()
  /// The last result at the prompt, which is `$_` in the next statement; nil if there was none.
  var lastResult: JSONValue?

  mutating func merge(_ other: RunEffects) {
    failures += other.failures
    countedRequests += other.countedRequests
    shownIDs.merge(other.shownIDs)
    shownNames.merge(other.shownNames)
    lastResult = other.lastResult ?? lastResult
  }
}
