import AccountConfiguration
import ArgumentParser
import Console
import Diagnostics
import Execution
import StripeSandbox
import Synchronization

extension SandboxCommand {
  /// Writes a whole sandbox as text.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write the whole sandbox as lines of JSON, to be kept and compared.")

    @OptionGroup var data: DataOption
    @Argument(help: "File to write.")
    var file: String

    func run() throws {
      let (sandbox, file) = (try data.open(), file)
      throw SandboxCommand.run {
        let draft: FileDraft
        do {
          draft = try FileReplacement.draft(of: file)
        } catch {
          throw FileError("cannot write `\(file)`: \(error)")
        }
        do {
          try await sandbox.export { try draft.sink.write($0 + [UInt8(ascii: "\n")]) }
          try draft.sink.flush()
        } catch {
          draft.discard()
          throw error
        }
        try draft.commit()
      }
    }
  }

  /// Fills an empty sandbox from a text.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Fill an empty sandbox with what `sandbox export` wrote.")

    @OptionGroup var data: DataOption
    @Argument(help: "File to read.")
    var file: String

    func run() throws {
      let lines = try ExportedLines(file)
      let sandbox = try data.open()
      throw SandboxCommand.run {
        let count = try await sandbox.restore { try lines.next() }
        StandardStream.error.write(
          "the sandbox has \(count) object\(count == 1 ? "" : "s")\n")
      }
    }
  }
}

/// The lines of an exported file, one after another.
private final class ExportedLines: Sendable {
  private let reader: Mutex<LineReader<ByteReader>>
  private let path: String

  init(_ path: String) throws {
    self.path = path
    do {
      reader = Mutex(LineReader(try ByteReader(path: path)))
    } catch {
      throw ValidationError("cannot read `\(path)`: \(error.reason)")
    }
  }

  func next() throws -> [UInt8]? {
    do {
      return try reader.withLock { reader in try reader.next() }
    } catch TextError.unreadable(let reason) {
      throw FileError("cannot read `\(path)`: \(reason)")
    }
  }
}
