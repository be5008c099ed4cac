import JSON
import SandboxStore

/// Objects as they are stored, without their taking part in the request's changes.
struct StoredObjects {
  let workspace: Workspace

  /// The stub of an object that was deleted.
  func stub(_ type: String, _ id: String) throws(SandboxError) -> JSONObject? {
    try workspace.storing {
      try workspace.objects.stub(type, id).flatMap { try JSONValue(parsing: $0).object }
    }
  }

  /// The bytes of an object as they are shown where nothing is expanded.
  func body(_ type: String, _ id: String) throws(SandboxError) -> [UInt8]? {
    try workspace.storing { try workspace.objects.body(type, id, .shown) }
  }

  /// The ids of the objects under which one is listed.
  func parents(of type: String, _ id: String) throws(SandboxError) -> [String] {
    try workspace.storing {
      try workspace.changes.write(type)
      return try workspace.objects.entry(type, id)?.fields.values(of: Resource.parentName) ?? []
    }
  }

  /// The place of an object in its lists.
  func place(_ type: String, _ id: String) throws(SandboxError) -> ListPlace? {
    try workspace.storing { try workspace.objects.entry(type, id)?.place }
  }
}
