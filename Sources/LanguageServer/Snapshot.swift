import Analysis
import CodeCompletion
import Diagnostics
import Expressions
import JSON
import Language

/// A document that is open in the editor.
struct OpenDocument: Sendable, Hashable {
  let uri: String
  var version: Int
  var text: DocumentText

  /// The path of the file, or the address of a document that has none.
  var name: String { DocumentAddress.path(of: uri) ?? uri }

  var source: SourceText { SourceText(name: name, text: text.text) }
}

/// A document as it is when a request comes, with everything that a response depends on.
struct Snapshot: Sendable {
  let document: OpenDocument
  /// The texts of all open documents, by path.
  let openTexts: [String: String]
  let dependencies: LanguageDependencies
  let context: CompletionContext
  /// The shapes of the variables as of the last check of the document; nil before the first one.
  let shapes: [String: ValueShape]?

  /// Checks the document.
  func check() -> Compilation { check(document.text.text) }

  /// Checks another text as if it were the document's.
  func check(_ text: String) -> Compilation {
    let source = SourceText(name: document.name, text: text)
    let arguments = ScriptArguments.mentioned(in: source).map { ($0, VariableBinding(.text)) }
    let (openTexts, read) = (openTexts, dependencies.read)
    return Compiler.compile(
      [source],
      CheckContext(
        catalog: context.catalog,
        variables: Dictionary(arguments, uniquingKeysWith: { first, _ in first }),
        profiles: context.profiles,
        readFile: { path, includer throws(TextError) in
          let resolved = DocumentAddress.resolved(path, from: includer.name)
          var text = openTexts[resolved]
          if text == nil { text = try read(resolved) }
          return text.map { SourceText(name: resolved, text: $0) }
        },
        rowShape: rowShape))
  }

  /// Returns the shape of a file's rows; its path is relative to the document's directory.
  private var rowShape: @Sendable (String) -> ValueShape {
    let (shape, name) = (context.rowShape, document.name)
    return { shape(DocumentAddress.resolved($0, from: name)) }
  }

  /// What completion knows at a place, variables of the document included.
  func completionContext(at offset: Int) -> CompletionContext {
    var context = context
    let name = document.name
    let directory = name.hasPrefix("/") ? DocumentAddress.resolved("", from: name) : ""
    context.names = { [names = context.names] in names($0.hasPrefix("/") ? $0 : directory + $0) }
    context.rowShape = rowShape
    let before = document.text.slice(0, offset)
    let declared = before.matches(of: /(?:let|for)\s+([A-Za-z_][A-Za-z0-9_]*)/)
      .map { String($0.output.1) }
    context.variables = Set(declared + ScriptArguments.mentioned(in: document.source)).sorted()
    context.shapes = shapes ?? check().variables.mapValues(\.shape)
    return context
  }

  /// Returns the text from the statement before an offset on, and where it begins. What may follow
  /// depends on one statement, and a document may have thousands.
  func statementText(at offset: Int) -> (text: String, start: Int) {
    let statements = Parser.parse(document.source).program.statements
    let start = statements.last { $0.span.start <= offset }?.span.start ?? 0
    return (document.text.slice(start, .max), start)
  }
}

extension JSONValue {
  /// A position as the protocol has it.
  init(_ position: DocumentText.Position) {
    self = ["line": .integer(position.line), "character": .integer(position.character)]
  }

  /// A range of a text as the protocol has it.
  init(_ span: Span, in text: DocumentText) {
    self = [
      "start": JSONValue(text.position(of: span.start)),
      "end": JSONValue(text.position(of: span.end)),
    ]
  }
}
