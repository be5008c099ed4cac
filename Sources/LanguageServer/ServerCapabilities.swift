import JSON

/// The requests about a document that the server answers.
enum DocumentFeature: String {
  case completion = "textDocument/completion"
  case hover = "textDocument/hover"
  case formatting = "textDocument/formatting"
  case symbols = "textDocument/documentSymbol"
  case codeAction = "textDocument/codeAction"

  /// Returns the result of a request.
  /// - Throws: `RPCError` if a parameter is missing.
  func result(in snapshot: Snapshot, _ parameters: DocumentParameters) throws -> JSONValue {
    let text = snapshot.document.text
    switch self {
    case .completion: return snapshot.completions(at: try parameters.offset(in: text))
    case .hover: return snapshot.hover(at: try parameters.offset(in: text))
    case .formatting: return snapshot.formatting()
    case .symbols: return snapshot.symbols()
    case .codeAction: return snapshot.quickFixes(in: try parameters.range(in: text))
    }
  }
}

/// The response to `initialize`.
enum ServerCapabilities {
  private static let incremental: JSONValue = 2

  /// Returns the response.
  /// - Parameter version: the version of the program.
  static func result(version: String) -> JSONValue {
    [
      "capabilities": [
        "positionEncoding": "utf-16",
        "textDocumentSync": [
          "openClose": true, "change": incremental, "save": ["includeText": false],
        ],
        "completionProvider": ["triggerCharacters": [".", "$", "\"", "{"]],
        "hoverProvider": true,
        "documentFormattingProvider": true,
        "documentSymbolProvider": true,
        "codeActionProvider": ["codeActionKinds": ["quickfix"]],
      ],
      "serverInfo": ["name": "pinstripe", "version": .string(version)],
    ]
  }
}
