import CodeCompletion
import Diagnostics
import JSON
import JSONRPC
import JSONRPCTesting
import LanguageServer

/// An editor that sends messages about one document.
struct Editor {
  static let uri = "file:///work/a%20b/main.stripe"
  var files: [String: String] = [:]

  /// Opens a document, sends further messages, and returns all that the server sends.
  func answers(opening text: String, _ messages: [JSONValue]) async -> [JSONValue] {
    await answers(
      [
        Conversation.request(1, "initialize", ["capabilities": [:]]),
        Conversation.notification("initialized", [:]), Self.opened(text),
      ] + messages)
  }

  func answers(_ messages: [JSONValue]) async -> [JSONValue] {
    let files = files
    return await Conversation.with(
      framing: .header, cancellation: EditorService.cancellation, sending: messages
    ) { output in
      EditorService(
        LanguageDependencies(
          version: "1", context: { CompletionContext() },
          read: { path throws(TextError) in files[path] },
          describe: { "described: \($0)" }),
        output: output)
    }
  }

  static func opened(_ text: String, uri: String = uri) -> JSONValue {
    Conversation.notification(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri), "languageId": "pinstripe", "version": 1, "text": .string(text),
        ]
      ])
  }

  /// A change of the document; a range is four numbers.
  static func change(_ version: Int, _ range: [Int]?, _ text: String) -> JSONValue {
    var change: JSONObject = ["text": .string(text)]
    if let range { change["range"] = Self.range(range) }
    return Conversation.notification(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(uri), "version": .integer(version)],
        "contentChanges": [.object(change)],
      ])
  }

  static func range(_ numbers: [Int]) -> JSONValue {
    [
      "start": ["line": .integer(numbers[0]), "character": .integer(numbers[1])],
      "end": ["line": .integer(numbers[2]), "character": .integer(numbers[3])],
    ]
  }

  static func at(_ id: Int, _ feature: String, _ line: Int, _ character: Int) -> JSONValue {
    Conversation.request(
      id, "textDocument/\(feature)",
      [
        "textDocument": ["uri": .string(uri)],
        "position": ["line": .integer(line), "character": .integer(character)],
      ])
  }

  static func about(_ id: Int, _ feature: String, _ more: JSONObject = [:]) -> JSONValue {
    var params: JSONObject = ["textDocument": ["uri": .string(uri)]]
    for member in more.members { params[member.key] = member.value }
    return Conversation.request(id, "textDocument/\(feature)", .object(params))
  }
}

extension [JSONValue] {
  /// The diagnostics that were published last about a document.
  func diagnostics(of uri: String = Editor.uri) -> [JSONValue] {
    let published = filter {
      $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.string == uri
    }
    return published.last?["params"]?["diagnostics"]?.array ?? []
  }
}
