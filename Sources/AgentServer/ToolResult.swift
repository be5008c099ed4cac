import JSON
import Redaction

/// The result of a tool.
struct ToolResult: Sendable {
  /// The texts for the model.
  var texts: [String]
  /// The same as data.
  var data: JSONObject
  var isError = false

  /// Returns a result that says what is wrong.
  static func failed(_ message: String) -> ToolResult {
    ToolResult(
      texts: ["error: \(message)"],
      data: ["errors": [["severity": "error", "message": .string(message)]]], isError: true)
  }

  /// The result as the protocol has it; keys are masked.
  var document: JSONValue {
    let content = texts.filter { !$0.isEmpty }.map { text -> JSONValue in
      ["type": "text", "text": .string(text)]
    }
    return SecretMask.masked([
      "content": .array(content), "structuredContent": .object(data), "isError": .bool(isError),
    ])
  }
}
