import JSON
import StripeCatalog

/// One operation with its ids and checked parameters, ready to be carried out.
struct Call: Sendable {
  let route: Route
  /// Without `expand`, which is not an operation's own affair.
  private let values: JSONObject
  let expand: [String]
  /// True if `expand` had names of an older version.
  private let hasOlderPaths: Bool
  private let olderExpansions: [OlderExpansion]
  /// What the version of the request does not know.
  private let changes: VersionChanges

  var operation: Operation { route.operation }

  init(
    route: Route, parameters: JSONObject, changes: VersionChanges = .none
  ) {
    self.route = route
    self.changes = changes
    let paths = parameters["expand"]?.array?.compactMap(\.string) ?? []
    olderExpansions = paths.compactMap { changes.olderExpansion($0, route.operation) }
    let others = paths.filter { changes.olderExpansion($0, route.operation) == nil }
    expand = (others + olderExpansions.compactMap(\.owner))
      .map { changes.upgraded($0, route.operation) }
    hasOlderPaths = expand != paths
    var values = parameters
    values["expand"] = nil
    self.values = values
  }

  /// The id of the object itself, nil where the path has none.
  var ownID: String? { operation.idParameter == nil ? nil : route.pathIDs.last }

  /// The id of what the object or collection is nested in.
  var parentID: String? {
    let parents = ownID == nil ? route.pathIDs : route.pathIDs.dropLast()
    return parents.last
  }

  /// The parameters of a read.
  var query: JSONObject { values }

  /// Carries the operation out and answers as the version of the request has it.
  func perform(in workspace: Workspace) throws(SandboxError) -> Answer {
    let answer = try newestAnswer(in: workspace)
    guard !changes.showsNewest else { return answer }
    let object = try workspace.storing { try answer.parsed() }
    var older = try changes.downgraded(object, in: workspace)
    for expansion in olderExpansions {
      older = try expansion.expand(older, changes, in: workspace)
    }
    return .object(older)
  }

  private func newestAnswer(in workspace: Workspace) throws(SandboxError) -> Answer {
    if let legacy = route.legacy { return try legacy.perform(self, in: workspace) }
    // A path of an older version may be longer in the newest.
    let expansion = try ExpansionTree(
      expand, operation, depthLimit: ExpansionTree.depthLimit * (hasOlderPaths ? 2 : 1))
    switch operation.kind {
    case .list:
      return try ListOperation(call: self, workspace: workspace).perform(expansion)
    case .search:
      return try SearchOperation(call: self, workspace: workspace).perform(expansion)
    case .retrieve where expansion.isEmpty:
      return try objectOperation(in: workspace).retrieveStored()
        .hiding(RequestedFields.within(operation.result))
    case .create, .retrieve, .update, .delete, .action:
      let object = try performOnObject(in: workspace)
      let fields = RequestedFields.within(operation.result)
      guard !expansion.isEmpty else { return .object(fields.hidden(in: object, but: nil)) }
      let expanded = try Expander(workspace: workspace)
        .expand(object, operation.result, expansion)
      return .object(fields.hidden(in: expanded, but: expansion))
    }
  }

  /// The object that an operation answers with, as it is stored.
  ///
  /// - Throws: a refusal that names the parameters that nothing was done with.
  func performOnObject(in workspace: Workspace) throws(SandboxError) -> JSONObject {
    if operation.method != .get,
      let clock = try RequestClock(call: self, workspace: workspace).find()
    {
      guard clock.status == .ready || operation.object.typeName == TestClock.typeName else {
        throw .clockAdvancing(clock)
      }
      workspace.move(
        to: SandboxTime(wall: workspace.wall, clock: clock.id, now: clock.frozenTime))
    }
    let objectOperation = objectOperation(in: workspace)
    let object = try objectOperation.perform()
    let unread = objectOperation.parameters.unread
    guard unread.isEmpty else { throw .unsupported(unread, operation) }
    return object
  }

  private func objectOperation(in workspace: Workspace) -> ObjectOperation {
    ObjectOperation(call: self, parameters: Parameters(values), workspace: workspace)
  }
}

extension Answer {
  /// The same without fields that were not asked for; what is stored is kept without them.
  fileprivate func hiding(_ fields: RequestedFields) -> Answer {
    switch self {
    case .object(let object): .object(fields.hidden(in: object, but: nil))
    case .stored, .printed: self
    }
  }
}
