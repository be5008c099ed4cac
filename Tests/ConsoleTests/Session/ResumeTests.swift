import Diagnostics
import Execution
import Foundation
import JSON
import SandboxServer
import SandboxStore
import StripeSandbox
import StripeWire
import Synchronization
import Testing

@testable import Console

/// A network that is cut once some writes have passed: the last one arrives, its answer does not.
private final class CutTransport: Transport {
  private let transport: any Transport
  private let left: Mutex<Int>

  init(_ transport: any Transport, afterWrites count: Int) {
    self.transport = transport
    left = Mutex(count)
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    guard request.method != .get else { return try await transport.send(request) }
    let position = left.withLock { left in
      left -= 1
      return left
    }
    guard position >= 0 else { throw TransportError.refused("cut") }
    let response = try await transport.send(request)
    if position == 0 { throw TransportError.timedOut(seconds: 1) }
    return response
  }
}

@Suite struct ResumeTests {
  private let sandbox: SandboxTransport
  private let journal = FileManager.default.temporaryDirectory
    .appendingPathComponent("\(UUID().uuidString).journal").path

  init() throws {
    sandbox = SandboxTransport(
      try Sandbox(
        storage: .memory, clock: { 1_780_000_000 }, randomness: { .random(in: .min ... .max) }))
  }

  private static let script = """
    let names = ["Ann", "Bo", "Cy"]
    let first = create customer { name: "First" }
    for name in $names {
      let one = create customer { name: $name, description: $first.id }
      update customer $one.id { metadata: { made: now } }
    }
    if count(query customers where name = "First") = 1 { create customer { name: "Last" } }
    print $first.id
    """

  private func run(
    _ text: String = script, afterWrites: Int? = nil, resumes: Bool = false, key: String? = nil
  ) async throws -> (code: Int32, place: TestPlace) {
    let place = try TestPlace(
      afterWrites.map { CutTransport(sandbox, afterWrites: $0) } ?? sandbox, key: key)
    var settings = SessionSettings()
    settings.journal = journal
    settings.resumes = resumes
    let session = place.session(settings)
    return (await session.run([SourceText(name: "job.stripe", text: text)]), place)
  }

  private func names() async throws -> [String] {
    let place = try TestPlace(sandbox)
    _ = await place.run("query customers order by name select name, description, metadata.made")
    return place.lines
  }

  @Test(arguments: 1...7)
  func `a script cut off at any write is done once when it is resumed`(writes: Int) async throws {
    defer { try? FileManager.default.removeItem(atPath: journal) }
    let (code, _) = try await run(afterWrites: writes)
    #expect(code == 5)
    let (resumed, place) = try await run(resumes: true)
    #expect(resumed == 0, "\(place.messages.text)")
    let customers = try await names()
    #expect(customers.count == 5)
    let first = try #require(place.lines.last)
    #expect(first.hasPrefix("cus_"))
    #expect(customers[0].contains(#""name":"Ann","description":"\#(first)""#))
    // `now` is what it was when the run began.
    #expect(customers.filter { $0.contains(#""made":"1780272000""#) }.count == 3)
    // Once more: all is done, and nothing is sent but what prints.
    let (again, quiet) = try await run(resumes: true)
    #expect(again == 0)
    #expect(quiet.transport.requests.isEmpty)
  }

  private static let lines = """
    let one = create customer { name: "Ann" }
    let a = create invoice { customer: $one.id }
    let b = create invoice { customer: $one.id }
    set on_error = continue
    let rows = [
      { parent_id: $a.id, amount: 1, description: "a1" },
      { parent_id: $a.id, amount: 2, description: "a2" },
      { parent_id: $a.id, invoice_item: "ii_none" },
      { parent_id: $a.id, amount: 3, description: "a3" },
      { parent_id: $b.id, amount: 4, description: "b1" },
      { parent_id: $b.id, amount: 5, description: "b2" },
    ]
    create lines of invoice from $rows
    for invoice in [$a, $b] { list lines of invoice $invoice.id }
    """

  /// The batch of the first invoice is refused for its third row and sent again in two requests.
  @Test(arguments: 4...7)
  func `lines that go together are added once, wherever they are cut off`(
    writes: Int
  ) async throws {
    defer { try? FileManager.default.removeItem(atPath: journal) }
    _ = try await run(Self.lines, afterWrites: writes)
    let (_, place) = try await run(Self.lines, resumes: true)
    let texts = try place.lines.compactMap { line in
      line.contains("period") ? try JSONValue(parsing: line)["description"]?.string : nil
    }
    #expect(texts.suffix(5).sorted() == ["a1", "a2", "a3", "b1", "b2"])
    #expect(place.messages.text.contains("row 3: No such invoice item"))
    let (_, quiet) = try await run(Self.lines, resumes: true)
    #expect(quiet.lines.suffix(5) == place.lines.suffix(5))
    #expect(quiet.messages.text.contains("0 done, 1 failed, 5 skipped"))
  }

  @Test func `a journal that is there is refused without being asked for`() async throws {
    defer { try? FileManager.default.removeItem(atPath: journal) }
    _ = try await run(afterWrites: 2)
    let (code, place) = try await run()
    #expect(code == 6)
    #expect(place.messages.text.contains("add `--resume`"))
    #expect(place.transport.requests.isEmpty)
  }

  @Test func `another script or account is refused, and told in what it differs`() async throws {
    defer { try? FileManager.default.removeItem(atPath: journal) }
    _ = try await run(afterWrites: 2)
    let changed = Self.script.replacing("\"Cy\"", with: "\"Di\"")
    let (code, place) = try await run(changed, resumes: true)
    #expect(code == 6)
    let was = #"job.stripe:1 was `let names = ["Ann", "Bo", "Cy"]`"#
    #expect(place.messages.text.contains(was))
    let (other, elsewhere) = try await run(resumes: true, key: "sk_test_1234567890")
    #expect(other == 6)
    #expect(
      elsewhere.messages.text.contains("it belongs to another account: the sandbox in memory"))
  }

  @Test func `a loop that only reads takes no step, as it may run side by side`() async throws {
    defer { try? FileManager.default.removeItem(atPath: journal) }
    let text = """
      for x in [1, 2, 3] { print count(query customers) }
      create customer { name: "Ann" }
      """
    #expect(try await run(text).code == 0)
    let kept = try Journal.read(at: journal)
    var steps: [Int] = []
    try kept.forEachEntry { steps.append($0.step) }
    kept.close()
    #expect(steps == [1])
  }

  @Test func `there must be something to resume`() async throws {
    let (code, place) = try await run(resumes: true)
    #expect(code == 6)
    #expect(place.messages.text.contains("not found"))
    let (reading, _) = try await run("print 1", resumes: true)
    #expect(reading == 6)
  }
}
