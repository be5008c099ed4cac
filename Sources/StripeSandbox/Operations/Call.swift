import JSON
import StripeCatalog

/// One operation with its ids and checked parameters, ready to be carried out.
struct Call {
  let route: Route
  /// Without `expand`, which is no operation's own affair.
  let parameters: JSONObject
  let expand: [String]

  var operation: Operation { route.operation }

  init(route: Route, parameters: JSONObject) {
    self.route = route
    expand = parameters["expand"]?.array?.compactMap(\.string) ?? []
    var parameters = parameters
    parameters["expand"] = nil
    self.parameters = parameters
  }

  /// The id of the object itself, nil where the path has none.
  var ownID: String? { operation.idParameter == nil ? nil : route.pathIDs.last }

  /// The id of what the object or collection is nested in.
  var parentID: String? {
    let parents = ownID == nil ? route.pathIDs : route.pathIDs.dropLast()
    return parents.last
  }

  func perform(in transaction: SandboxTransaction) throws(SandboxError) -> Answer {
    let expansion = try ExpansionTree(expand, operation)
    switch operation.kind {
    case .list:
      return try ListOperation(call: self, transaction: transaction).perform(expansion)
    case .search:
      return try SearchOperation(call: self, transaction: transaction).perform(expansion)
    case .retrieve where expansion.isEmpty:
      return try ObjectOperation(call: self, transaction: transaction).retrieveStored()
        .hiding(RequestedFields.within(operation.result))
    case .create, .retrieve, .update, .delete, .action:
      let object = try ObjectOperation(call: self, transaction: transaction).perform()
      let fields = RequestedFields.within(operation.result)
      guard !expansion.isEmpty else { return .object(fields.hidden(in: object, but: nil)) }
      let expanded = try Expander(transaction: transaction)
        .expand(object, operation.result, expansion)
      return .object(fields.hidden(in: expanded, but: expansion))
    }
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
