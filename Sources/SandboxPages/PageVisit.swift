import JSON
import StripeSandbox

/// One request for a page: the ids in its path, its query and its form.
struct PageVisit: Sendable {
  let sandbox: Sandbox
  let ids: [String]
  let query: JSONObject
  let form: JSONObject

  init(_ sandbox: Sandbox, _ request: SandboxRequest, ids: [String]) throws(SandboxError) {
    self.sandbox = sandbox
    self.ids = ids
    query = try FormDecoding.decode(request.query)
    form = try FormDecoding.decode(String(decoding: request.body, as: UTF8.self)[...])
  }

  /// The id in the path.
  var id: String { ids.first ?? "" }

  /// What was entered into a field, without the blanks around it; nil where nothing was.
  func entered(_ name: String) -> String? { form.entered(name) }

  /// The account that has an object.
  ///
  /// - Throws: 404 where there is no such object.
  func account(having type: String, _ id: String) async throws -> AccountClient {
    guard let account = try await sandbox.account(having: type, id) else {
      throw SandboxError.missing(type, id)
    }
    return account
  }
}

extension JSONObject {
  /// The text of a field without the blanks around it; nil where nothing is left.
  func entered(_ name: String) -> String? {
    guard let text = self.text(name) else { return nil }
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    return String(start[...end])
  }
}
