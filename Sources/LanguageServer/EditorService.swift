import Analysis
import Diagnostics
import Expressions
import JSON
import JSONRPC

/// A server of the Language Server Protocol: it checks the documents that are open in an editor,
/// and completes, explains and formats them.
package actor EditorService: RPCService {
  private enum Phase {
    case started, initialized, shutDown
  }

  /// The notification by which editors cancel requests.
  package static let cancellation = RPCCancellation(
    method: "$/cancelRequest", parameter: "id", isAnswered: true)

  private let dependencies: LanguageDependencies
  private let output: RPCOutput
  private var phase = Phase.started
  private var documents: [String: OpenDocument] = [:]
  /// The files that the documents include, by the documents' addresses.
  private var included: [String: Set<String>] = [:]
  /// The shapes of the documents' variables as of their last checks.
  private var shapes: [String: [String: ValueShape]] = [:]
  private var checks: [String: Task<Void, Never>] = [:]

  /// Creates a server without documents.
  package init(_ dependencies: LanguageDependencies, output: RPCOutput) {
    self.dependencies = dependencies
    self.output = output
  }

  /// The exit code of the process: 0 if the editor has shut the server down, else 1.
  package var exitCode: Int32 { phase == .shutDown ? 0 : 1 }

  package func finish() async {
    for check in checks.values { await check.value }
  }

  package func take(_ notification: RPCNotification) async -> Bool {
    let parameters = DocumentParameters(notification.params)
    switch notification.method {
    case "exit": return false
    case "textDocument/didOpen": await open(parameters)
    case "textDocument/didChange": await change(parameters)
    case "textDocument/didSave": await checkAll()
    case "textDocument/didClose": await close(parameters)
    case _: break
    }
    return true
  }

  package func work(for request: RPCRequest) async throws -> Work {
    switch (request.method, phase) {
    case ("initialize", .started):
      phase = .initialized
      let result = ServerCapabilities.result(version: dependencies.version)
      return { result }
    case ("initialize", _):
      throw RPCError.invalidRequest("the server is initialized already")
    case (_, .started):
      throw RPCError(code: -32002, "the server is not initialized")
    case (_, .shutDown):
      throw RPCError.invalidRequest("the server was shut down")
    case ("shutdown", .initialized):
      phase = .shutDown
      return { .null }
    case (_, .initialized):
      return try await documentWork(request)
    }
  }

  /// Returns the work of a request about a document, as it is now.
  private func documentWork(_ request: RPCRequest) async throws -> Work {
    guard let feature = DocumentFeature(rawValue: request.method) else {
      throw RPCError.unknownMethod(request.method)
    }
    let parameters = DocumentParameters(request.params)
    let uri = try parameters.uri()
    guard let document = documents[uri] else {
      throw RPCError.invalidParams("the document is not open: \(uri)")
    }
    let snapshot = await snapshot(of: document)
    return { try feature.result(in: snapshot, parameters) }
  }

  private func snapshot(of document: OpenDocument) async -> Snapshot {
    let texts = documents.values.map { ($0.name, $0.text.text) }
    return Snapshot(
      document: document, openTexts: Dictionary(texts, uniquingKeysWith: { first, _ in first }),
      dependencies: dependencies, context: await dependencies.context(),
      shapes: shapes[document.uri])
  }
}

/// The documents that are open.
extension EditorService {
  private func open(_ parameters: DocumentParameters) async {
    guard let uri = try? parameters.uri(), let text = parameters.openedText else { return }
    documents[uri] = OpenDocument(
      uri: uri, version: parameters.version, text: DocumentText(text))
    await check(uri)
    await checkIncluders(of: uri)
  }

  private func change(_ parameters: DocumentParameters) async {
    guard let uri = try? parameters.uri(), var document = documents[uri] else { return }
    document.version = parameters.version
    document.text = parameters.changed(document.text)
    documents[uri] = document
    await check(uri)
    await checkIncluders(of: uri)
  }

  private func close(_ parameters: DocumentParameters) async {
    guard let uri = try? parameters.uri(), documents.removeValue(forKey: uri) != nil else { return }
    checks.removeValue(forKey: uri)?.cancel()
    (included[uri], shapes[uri]) = (nil, nil)
    publish([], of: uri, version: nil)
  }

  private func checkAll() async {
    for uri in documents.keys.sorted() { await check(uri) }
  }

  private func checkIncluders(of uri: String) async {
    guard let name = documents[uri]?.name else { return }
    for other in documents.keys.sorted() where other != uri {
      // What a document includes is not known while it is being checked.
      if included[other]?.contains(name) ?? true { await check(other) }
    }
  }

  /// Checks a document while further messages are read.
  private func check(_ uri: String) async {
    guard let document = documents[uri] else { return }
    let snapshot = await snapshot(of: document)
    checks[uri]?.cancel()
    included[uri] = nil
    checks[uri] = Task.detached {
      // The next change of the document cancels this check.
      if Task.isCancelled { return }
      let found = snapshot.check()
      await self.publish(snapshot.published(found.diagnostics), found, for: document)
    }
  }

  private func publish(
    _ diagnostics: JSONValue, _ found: Compilation, for document: OpenDocument
  ) {
    guard documents[document.uri] == document else { return }
    included[document.uri] = Set(found.included.map(\.name))
    shapes[document.uri] = found.variables.mapValues(\.shape)
    publish(diagnostics, of: document.uri, version: document.version)
  }

  private func publish(_ diagnostics: JSONValue, of uri: String, version: Int?) {
    var params: JSONObject = ["uri": .string(uri), "diagnostics": diagnostics]
    if let version { params["version"] = .integer(version) }
    output.send(RPCMessage.notification("textDocument/publishDiagnostics", .object(params)))
  }
}
