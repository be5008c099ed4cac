/// The reasons for which a sandbox's file cannot be used.
package enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Written by a newer version of the sandbox.
  case newerLayout
  /// An SQLite file that some other program made.
  case foreignFile(String)
  /// The file was deleted or replaced while it was open.
  case removed(String)

  /// The message of the error.
  package var description: String {
    switch self {
    case .newerLayout:
      "the sandbox file was written by a newer version of this program"
    case .foreignFile(let path):
      "\(path) is an SQLite file of another program, not a sandbox; nothing was changed in it"
    case .removed(let path):
      "the sandbox file \(path) was deleted or replaced while it was in use;"
        + " restart to create a new one"
    }
  }
}
