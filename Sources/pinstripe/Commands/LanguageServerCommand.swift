import ArgumentParser
import Console
import Diagnostics
import JSONRPC
import LanguageServer

/// The `lsp` subcommand: a language server for editors, over standard input and output.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Serve editors over standard input (Language Server Protocol).",
    discussion: """
      Editors start it. It shows errors while you type, and offers completion, descriptions, \
      quick fixes, an outline and formatting. grammar/vscode and grammar/vim use it. Nothing is \
      sent to Stripe.
      """)

  /// Accepted because editors pass it; there is no other way.
  @Flag(help: "Use standard input and output (the only way).")
  var stdio = false

  func run() throws {
    let session = Session(
      settings: SessionSettings(), dependencies: try World().dependencies(standardInput: nil))
    let output = MessageStream.output(.header)
    let server = EditorService(Self.dependencies(of: session), output: output)
    MessageStream.serve { pieces in
      await RPCServer(server, cancellation: EditorService.cancellation, output: output)
        .run(pieces)
      return await server.exitCode
    }
  }

  private static func dependencies(of session: Session) -> LanguageDependencies {
    LanguageDependencies(
      version: Version.number, context: { await session.completionContext() },
      read: { path throws(TextError) in
        guard FileSystem.exists(path) else { return nil }
        do { return try ProgramText.read(path).text } catch {
          throw TextError.unreadable("\(error)")
        }
      },
      describe: { HelpTexts.description(of: $0, width: 80) })
  }
}
