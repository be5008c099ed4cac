import JSON
import JSONRPC

/// The parameters of a message about a document.
struct DocumentParameters: Sendable {
  private let params: JSONValue

  init(_ params: JSONValue) {
    self.params = params
  }

  /// Returns the address of the document.
  /// - Throws: `RPCError` if it is missing.
  func uri() throws -> String {
    guard let uri = params["textDocument"]?["uri"]?.string else {
      throw RPCError.invalidParams("`textDocument.uri` is missing")
    }
    return uri
  }

  /// The version of the document; 0 if it has none.
  var version: Int { params["textDocument"]?["version"]?.integer ?? 0 }

  /// The text of a document that was opened.
  var openedText: String? { params["textDocument"]?["text"]?.string }

  /// Returns the UTF-8 offset of the position in a text.
  /// - Throws: `RPCError` if there is no valid position.
  func offset(in text: DocumentText) throws -> Int {
    text.offset(of: try Self.position(params["position"], named: "position"))
  }

  /// Returns the UTF-8 offsets of the range in a text.
  /// - Throws: `RPCError` if there is no valid range.
  func range(in text: DocumentText) throws -> ClosedRange<Int> {
    let start = text.offset(of: try Self.position(params["range"]?["start"], named: "range.start"))
    let end = text.offset(of: try Self.position(params["range"]?["end"], named: "range.end"))
    return start...max(start, end)
  }

  /// Returns a text after the changes; each is about the text that the one before leaves.
  func changed(_ text: DocumentText) -> DocumentText {
    (params["contentChanges"]?.array ?? []).reduce(text) { text, change in
      guard let new = change["text"]?.string else { return text }
      guard let range = change["range"], range != .null else { return DocumentText(new) }
      guard let start = try? Self.position(range["start"], named: ""),
        let end = try? Self.position(range["end"], named: "")
      else { return text }
      let lower = text.offset(of: start)
      return DocumentText(text.replacing(lower..<max(lower, text.offset(of: end)), with: new))
    }
  }

  private static func position(
    _ value: JSONValue?, named name: String
  ) throws -> DocumentText.Position {
    guard let line = value?["line"]?.integer, let character = value?["character"]?.integer,
      line >= 0, character >= 0
    else { throw RPCError.invalidParams("`\(name)` requires `line` and `character`") }
    return DocumentText.Position(line: line, character: character)
  }
}
