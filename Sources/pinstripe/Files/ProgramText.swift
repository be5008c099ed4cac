import ArgumentParser
import Console
import Diagnostics
import Execution
import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's standard input.
enum StandardInput {
  static var isTerminal: Bool { isatty(0) == 1 }
  static var reader: ByteReader { ByteReader(descriptor: 0) }

  /// Returns all of standard input as text.
  /// - Throws: `ValidationError` if it cannot be read or is not UTF-8.
  static func source() throws -> SourceText {
    try ProgramText.decoded(try bytes(), named: "stdin")
  }

  /// Returns all bytes of standard input.
  /// - Throws: `ValidationError` if it cannot be read.
  static func bytes() throws -> [UInt8] {
    do { return try reader.readAll() } catch {
      throw ValidationError("cannot read standard input: \(error.reason)")
    }
  }
}

/// The source texts of one run: all `-e` options, or a script, or standard input.
struct ProgramText {
  var sources: [SourceText]
  var arguments: [String] = []
  /// The values of the variables when the statements first ran, by name.
  var variables: [String: JSONValue] = [:]
  /// True if the statements themselves come from standard input.
  var readsStandardInput = false

  /// Creates the program of an interrupted run from its journal.
  /// - Throws: `ValidationError` if there is no such journal, or if secrets are masked in it.
  init(resuming journals: JournalDirectory, _ path: String?) throws {
    do {
      let header = try journals.header(of: path)
      guard header.sources.allSatisfy(\.isWhole), header.hasWholeVariables else {
        throw ValidationError(
          "the journal contains masked secrets: pass the statements and variables as well")
      }
      sources = header.sources.filter { !$0.isIncluded }
        .map { SourceText(name: $0.name, text: $0.text) }
      variables = Dictionary(
        header.variables.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    } catch let error as JournalError {
      throw ValidationError(error.message)
    }
  }

  /// Creates the program of the command line's `-e` options and positional arguments.
  /// - Throws: `ValidationError` if the script cannot be read, or is an unknown option or
  ///   subcommand.
  init(expressions: [String], script: [String]) throws {
    if !expressions.isEmpty {
      sources = expressions.enumerated().map { index, text in
        SourceText(name: expressions.count == 1 ? "-e" : "-e \(index + 1)", text: text)
      }
      // With -e there is no script file: all other arguments belong to the statements.
      arguments = script
      return
    }
    guard let path = script.first, path != "-" else {
      sources = [try StandardInput.source()]
      arguments = Array(script.dropFirst())
      readsStandardInput = true
      return
    }
    if path.hasPrefix("-") { throw ValidationError(Self.unknownOption(path)) }
    if !FileSystem.exists(path), let problem = CommandWords.problem(with: path) {
      throw ValidationError(problem)
    }
    sources = [try Self.read(path)]
    arguments = Array(script.dropFirst())
  }

  private static func unknownOption(_ text: String) -> String {
    let word = String(text.prefix { $0 != "=" })
    let known = CommandDescription.root.effective.options.flatMap(\.names)
    let hint = NearestName.of(word, among: known).map { "; did you mean `\($0)`?" } ?? ""
    return "unknown option `\(word)`\(hint)"
  }

  /// Returns the text of a file.
  /// - Throws: `ValidationError` that names the file if it cannot be read or is not UTF-8.
  static func read(_ path: String) throws -> SourceText {
    try decoded(try bytes(of: path), named: path)
  }

  /// Returns the bytes of a file.
  /// - Throws: `ValidationError` that names the file if it cannot be read.
  static func bytes(of path: String) throws -> [UInt8] {
    do {
      return try ByteReader(path: path).readAll()
    } catch {
      throw ValidationError("cannot read `\(path)`: \(error.reason)")
    }
  }

  /// Decodes bytes as UTF-8 text.
  /// - Throws: `ValidationError` with the position of the first byte that is not UTF-8.
  static func decoded(_ bytes: [UInt8], named name: String) throws -> SourceText {
    do {
      return try SourceText(name: name, bytes: bytes)
    } catch {
      throw ValidationError(error.sentence(for: name))
    }
  }
}
