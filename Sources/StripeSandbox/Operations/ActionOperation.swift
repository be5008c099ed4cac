import JSON
import StripeCatalog

/// An operation other than create, retrieve, update, delete, list and search: the behavior's
/// action, or the one of the table of plain actions.
struct ActionOperation {
  let objects: ObjectOperation

  private var operation: Operation { objects.operation }

  /// - Throws: 400 for an action that the sandbox does not do.
  func perform() throws(SandboxError) -> JSONObject {
    let type = operation.object.typeName
    let workspace = objects.workspace
    if let action = try workspace.resource(type).behavior.actions[operation.name] {
      let object = objects.call.ownID == nil ? nil : try objects.existing()
      return try action(object, objects.parameters, workspace)
    }
    guard let action = PlainActions.action(operation.name, of: type) else {
      throw SandboxError("The sandbox does not support \(operation.method) \(operation.path).")
    }
    return try PlainActionOperation(objects: objects).perform(action)
  }
}
