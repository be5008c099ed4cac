import Foundation
import JSON
import StripeWire
import Testing

@testable import Execution

/// A journal keeps no key and no card number, and nothing is written that stands for one.
@Suite struct JournalSecretTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  @Test(arguments: [
    ("sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjt"),
    ("4242424242424242", "424242424242"), ("my 4242 4242 4242 4242", "4242 4242"),
  ])
  func `no key and no card number stays in it`(key: String, secret: String) async throws {
    let path = scratch.file("job.journal")
    let journal = try Journal.create(
      at: path,
      JournalHeader(
        id: "job", startedAt: 0, account: "a",
        sources: [JournalSource(name: "-e", text: "print \"\(key)\"", isIncluded: false)],
        variables: ["k": .string(key)]))
    let step = try journal.step(1, title: "create customer", place: "test:1:1")
    let transport = ScriptedTransport { _, number in
      number == 0 ? .ok(#"{"id":"x","name":"\#(key)"}"#) : .failed(400, "\(key) is wrong")
    }
    let plan = try writePlan(
      "create customers from $rows",
      variables: ["rows": [["name": .string(key)], ["name": .string(key)]]])
    _ = try await makeEngine(transport).written(plan, WriteJob(step: step, keepsAnswers: true))
    try step.keep(result: .string(key))
    try step.collect([["id": "cus_1", "name": .string(key)]], after: 0)
    journal.close()
    for file in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.file(file)))
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
    }
  }

  @Test func `what stands for a secret is not written`() async throws {
    let path = scratch.file("job.journal")
    let begun = try Journal.create(at: path, header())
    let kept = try begun.step(1, title: "get customer", place: "test:1:1")
    try kept.keep(result: ["name": "4242424242424242"])
    begun.close()
    let journal = try Journal.resume(at: path)
    let before = try journal.step(1, title: "get customer", place: "test:1:1").result()
    let plan = try writePlan(
      "create customers from $rows", variables: ["rows": .array([before ?? .null])])
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"x"}"#) }
    let step = try journal.step(2, title: "create customer", place: "test:2:1")
    await #expect {
      try await makeEngine(transport).written(plan, WriteJob(step: step))
    } throws: { error in
      (error as? Failure)?.message
        == "row 1 contains a secret or a card number, which journals do not store"
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func `it knows its key and its account, and keeps no key`() throws {
    let path = scratch.file("job.journal")
    let key = APIKey("sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc")
    let other = APIKey("sk_test_" + "51AbCdEfGhIjKlMnOpQrStUv")
    let begun = try Journal.create(at: path, header())
    #expect(try begun.noteKey(key))
    #expect(try begun.accountID() == nil)
    #expect(try begun.noteAccount("acct_1") == nil)
    begun.close()
    let resumed = try Journal.resume(at: path)
    #expect(try resumed.noteKey(key))
    #expect(try !resumed.noteKey(other))
    #expect(try resumed.accountID() == "acct_1")
    #expect(try resumed.noteAccount("acct_1") == nil)
    #expect(try resumed.noteAccount("acct_2") == "acct_1")
    resumed.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.range(of: Data("4eC39HqLyjWDarjt".utf8)) == nil)
  }
}
