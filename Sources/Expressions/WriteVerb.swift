/// What a statement that writes does with objects.
package enum WriteVerb: String, Sendable, Hashable {
  case create, update, delete, execute
  /// Creates what is not there and updates what is.
  case upsert

  /// Whether an empty list or map in its document clears what an object has, and is an error where
  /// nothing can be cleared. What is being made has nothing to clear.
  package var clearsEmpties: Bool {
    switch self {
    case .update, .upsert, .execute: true
    case .create, .delete: false
    }
  }
}
