/// Where a sandbox keeps its objects.
package enum StoreLocation: Sendable, Hashable {
  /// An SQLite file, made where there is none; several processes may share it.
  case file(String)
  /// Nothing outlives the sandbox.
  case memory
}
