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

  /// All of it, as statements or what else is written in a text.
  static func source() throws -> SourceText {
    try ProgramText.decoded(try bytes(), named: "stdin")
  }

  /// All of it.
  static func bytes() throws -> [UInt8] {
    do { return try reader.readAll() } catch {
      throw ValidationError("cannot read standard input: \(error.reason)")
    }
  }
}

/// The texts of one run: all `-e`, or a script, or standard input.
struct ProgramText {
  var sources: [SourceText]
  var arguments: [String] = []
  /// What the statements were given when they were first run.
  var variables: [String: JSONValue] = [:]
  /// Whether the statements themselves come from standard input.
  var readsStandardInput = false

  /// The statements of a run that broke off, as its journal has them.
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

  init(expressions: [String], script: [String]) throws {
    if !expressions.isEmpty {
      sources = expressions.enumerated().map { index, text in
        SourceText(name: expressions.count == 1 ? "-e" : "-e \(index + 1)", text: text)
      }
      // With -e there is no script: whatever stands behind it is for the statements.
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
    if let problem = MistakenScript.problem(with: script) { throw ValidationError(problem) }
    sources = [try Self.read(path)]
    arguments = Array(script.dropFirst())
  }

  private static func unknownOption(_ text: String) -> String {
    let word = String(text.prefix { $0 != "=" })
    let known = RunOptions.names + ["--help", "--version"]
    let hint = NearestName.of(word, among: known).map { "; did you mean `\($0)`?" } ?? ""
    return "unknown option `\(word)`\(hint)"
  }

  /// The text of a file, or a complaint that names it.
  static func read(_ path: String) throws -> SourceText {
    try decoded(try bytes(of: path), named: path)
  }

  /// The bytes of a file, or a complaint that names it.
  static func bytes(of path: String) throws -> [UInt8] {
    do {
      return try ByteReader(path: path).readAll()
    } catch {
      throw ValidationError("cannot read `\(path)`: \(error.reason)")
    }
  }

  /// Bytes as a text, or a complaint that says where they are none.
  static func decoded(_ bytes: [UInt8], named name: String) throws -> SourceText {
    do {
      return try SourceText(name: name, bytes: bytes)
    } catch {
      throw ValidationError(error.sentence(for: name))
    }
  }
}
