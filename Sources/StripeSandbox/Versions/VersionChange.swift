import JSON

/// One change between two versions of the API, with the way over it in both directions: requests of
/// the older version are made newer, answers of the newer version older.
struct VersionChange: Sendable {
  /// The first version that has the change.
  let version: APIVersion
  /// The change in one sentence.
  let summary: String
  var requests: [RequestChange] = []
  var answers: [AnswerChange] = []
  /// Paths that replace a removed field in `expand`, by the object's type and the field.
  var expansions: [String: [String: String]] = [:]
  /// Fields that only older answers have and that `expand` may name: the type of the object behind
  /// the id, by the object's type and the field.
  var references: [String: [String: String]] = [:]

  init(
    _ version: String, _ summary: String, requests: [RequestChange] = [],
    answers: [AnswerChange] = [], expansions: [String: [String: String]] = [:],
    references: [String: [String: String]] = [:]
  ) {
    self.version = APIVersion(version) ?? .oldest
    self.summary = summary
    self.requests = requests
    self.answers = answers
    self.expansions = expansions
    self.references = references
  }
}

/// A change of the parameters of some operations.
struct RequestChange: Sendable {
  /// The operations by their id: "PaymentIntentService.create".
  let operations: Set<String>
  /// Makes the decoded parameters of a request those of the newer version.
  let upgrade: @Sendable (_ parameters: inout JSONObject) -> Void
}

/// A change of the objects of a type, anywhere in an answer.
struct AnswerChange: Sendable {
  let type: String
  /// Makes an object of the newer version one of the older.
  let downgrade:
    @Sendable (_ object: inout JSONObject, _ workspace: Workspace) throws(SandboxError) -> Void
}

extension APIVersion {
  /// The oldest version that is understood; older ones are answered as it.
  static let oldest = APIVersion(date: "2024-09-30", release: "acacia")

  private init(date: String, release: String) {
    self.date = date
    self.release = release
  }
}
