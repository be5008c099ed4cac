import AccountConfiguration
import Analysis
import Diagnostics
import Language
import StripeCatalog
import Synchronization

/// A program that was checked, with the texts it came from.
package struct LoadedProgram: Sendable {
  package let program: CheckedProgram
  let sources: [SourceText]
  /// The texts that `include` statements brought in, in their order.
  let includedSources: [SourceText]
}

/// Makes checked programs of texts; what is wrong with them are diagnostics.
struct ProgramLoader {
  typealias Outcome = (program: LoadedProgram?, diagnostics: [Diagnostic])

  let catalog: Catalog
  let dependencies: SessionDependencies
  /// Variables that are set before the program runs.
  let variables: Set<String>

  /// The checked program of all the texts together.
  func load(_ sources: [SourceText]) -> Outcome {
    let included = IncludedSources()
    var checked = CheckedProgram(statements: [])
    var diagnostics: [Diagnostic] = []
    var context = context(noting: included)
    for source in sources {
      let parsed = Parser.parse(source)
      let (program, problems) = Checker.check(parsed.program, in: context)
      // What did not parse may well be what a later statement misses: parse errors come alone.
      diagnostics +=
        parsed.diagnostics.isEmpty ? problems : parsed.diagnostics + problems.filter(\.standsAlone)
      checked.statements += program?.statements ?? []
      context.variables.formUnion(parsed.program.assignedNames)
      context.variables.formUnion(program?.statements.flatMap(\.assignedNames) ?? [])
    }
    let isFine = !diagnostics.contains { $0.severity == .error }
    let loaded = LoadedProgram(program: checked, sources: sources, includedSources: included.texts)
    return (isFine ? loaded : nil, diagnostics)
  }

  /// The checked program of what was typed at the prompt, and the shell command it is piped into.
  func load(typed text: String) -> (outcome: Outcome, shellCommand: String?) {
    let included = IncludedSources()
    let source = SourceText(name: "prompt", text: text)
    let parsed = Parser.parse(source, mode: .prompt)
    guard parsed.diagnostics.isEmpty else { return ((nil, parsed.diagnostics), nil) }
    let (program, problems) = Checker.check(parsed.program, in: context(noting: included))
    let loaded = program.map {
      LoadedProgram(program: $0, sources: [source], includedSources: included.texts)
    }
    return ((loaded, problems), parsed.shellCommand)
  }

  private func context(noting included: IncludedSources) -> CheckContext {
    let readFile = dependencies.files.read
    return CheckContext(
      catalog: catalog, variables: variables,
      profiles: (try? dependencies.accounts.configuration())?.profiles.map(\.name) ?? [],
      readFile: { path, includer in
        let resolved = Self.path(path, relativeTo: includer.name)
        guard let file = try? readFile(resolved) else { return nil }
        let source = SourceText(name: resolved, text: file.text)
        included.add(source)
        return source
      })
  }

  /// A file that another names is relative to that one's directory.
  private static func path(_ path: String, relativeTo includer: String) -> String {
    guard !path.hasPrefix("/"), let slash = includer.lastIndex(of: "/") else { return path }
    return includer[...slash] + path
  }
}

/// The texts that a program's `include` statements brought in, in their order.
private final class IncludedSources: Sendable {
  private let found = Mutex<[SourceText]>([])

  var texts: [SourceText] { found.withLock { $0 } }

  func add(_ source: SourceText) { found.withLock { $0.append(source) } }
}

extension Diagnostic {
  /// Whether it means something even when other statements of the text could not be read.
  fileprivate var standsAlone: Bool {
    code != .unknownVariable
  }
}

extension CheckedStatement {
  /// The names that it leaves behind, those of an included file among them.
  fileprivate var assignedNames: [String] {
    switch kind {
    case .assignment(let name, _): [name]
    case .included(let statements): statements.flatMap(\.assignedNames)
    case .operation, .loop, .conditional, .assertion, .print, .use, .setting, .show, .describe,
      .explain, .testConnection, .help, .exit:
      []
    }
  }
}

extension Program {
  /// The names that `let` gives at the top level.
  fileprivate var assignedNames: [String] {
    statements.compactMap { statement in
      if case .assignment(let name, _) = statement.kind { name.text } else { nil }
    }
  }
}
