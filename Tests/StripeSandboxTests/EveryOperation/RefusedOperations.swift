/// The operations that the sandbox refuses: what it does not do, and objects that nothing in it
/// makes.
enum RefusedOperations {
  struct Refusal: Sendable, Equatable {
    var status: Int
    var message: String
  }

  /// By the operation's id.
  static let all: [String: Refusal] = [:]
}
