import Foundation
import Presentation
import Synchronization
import Testing

@testable import Console

/// How often a dry run reads the file of its rows.
@Suite struct DryRunReadingTests {
  /// Keeps what is written, and empties a file before the first of it.
  private final class EmptyingSink: ByteSink {
    private let kept = MemorySink()
    private let path: String

    init(_ path: String) { self.path = path }

    var text: String { kept.text }

    func write(_ bytes: [UInt8]) {
      if kept.text.isEmpty { _ = truncate(path, 0) }
      kept.write(bytes)
    }

    func flush() {}
  }

  private static let rows = 400

  private static func place(bad: Int? = nil) throws -> (place: TestPlace, ScratchDirectory, String)
  {
    let directory = try ScratchDirectory()
    let path = directory.path + "/people.csv"
    let note = String(repeating: "x", count: 1_000)
    let lines = (0..<rows).map { $0 == bad ? ",\(note)" : "n\($0),\(note)" }
    try ("name,description\n" + lines.joined(separator: "\n"))
      .write(toFile: path, atomically: false, encoding: .utf8)
    return (try TestPlace(), directory, path)
  }

  private func run(_ statement: String, _ place: TestPlace, into sink: any ByteSink) async -> Int32
  {
    var dependencies = place.dependencies([:])
    dependencies.streams.results = OutputStream(sink: sink, isTerminal: false)
    var settings = SessionSettings()
    settings.dryRun = true
    let session = Session(settings: settings, variables: [:], dependencies: dependencies)
    return await session.run([.init(name: "test", text: statement)])
  }

  @Test func `a file is read once, before anything is shown`() async throws {
    let (place, directory, path) = try Self.place()
    let sink = EmptyingSink(path)
    let code = await run("create customers from \"\(path)\"", place, into: sink)
    #expect(code == 0, "\(place.messages.text)")
    #expect(sink.text.split(separator: "\n").count == Self.rows)
    #expect(
      sink.text.hasPrefix(#"{"method":"POST","path":"/v1/customers","parameters":{"name":"n0","#))
    #expect(place.messages.text == "dry run: \(Self.rows) requests\n")
    withExtendedLifetime(directory) {}
  }

  @Test func `nothing is shown where a row cannot be written`() async throws {
    let (place, directory, path) = try Self.place(bad: Self.rows - 2)
    let sink = MemorySink()
    let statement =
      "update customers from \"\(path)\" { id: $row.name, description: $row.description }"
    #expect(await run(statement, place, into: sink) == 2)
    #expect(sink.text.isEmpty)
    #expect(place.messages.text.contains("1 row of \(Self.rows) in `\(path)` cannot be written"))
    withExtendedLifetime(directory) {}
  }
}
