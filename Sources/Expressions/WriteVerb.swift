/// The effect of a writing statement on objects.
package enum WriteVerb: String, Sendable, Hashable {
  case create, update, delete, execute
  /// Creates missing objects and updates existing ones.
  case upsert

  /// True if an empty list or map in the document clears the value of an object, or is an error
  /// if it cannot be cleared. A new object has nothing to clear.
  package var clearsEmpties: Bool {
    switch self {
    case .update, .upsert, .execute: true
    case .create, .delete: false
    }
  }
}
