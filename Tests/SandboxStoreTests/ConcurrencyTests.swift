import Dispatch
import SandboxStore
import Testing

@Suite struct ConcurrencyTests {
  /// A write that has begun and is not finished keeps no read waiting.
  @Test func readsDoNotWaitForWriters() async throws {
    let folder = try StoreFolder()
    defer { folder.remove() }
    let store = try ObjectStore(.file(folder.path))
    let (began, announce) = AsyncStream.makeStream(of: Void.self)
    let permission = DispatchSemaphore(value: 0)
    let writing = Task {
      try await store.write { transaction in
        let number = try transaction.next(of: "n", in: "acct_1")
        announce.yield()
        permission.wait()
        return number
      }
    }
    _ = await began.first { _ in true }
    let seen = try await store.read { try $0.deliveries.newest(1).count }
    permission.signal()
    #expect(seen == 0)
    #expect(try await writing.value == 1)
  }

  /// A scope that was taken back is not there for what comes later.
  @Test func whatIsTakenBackLeavesNoNumbersBehind() async throws {
    let store = try ObjectStore(.memory)
    try await store.write { store in
      try store.savepoint {
        _ = try store.next(of: "first", in: "acct_1")
        return false
      }
    }
    let numbers = try await store.write { store in
      try ["second", "first", "second"].map { try store.next(of: $0, in: "acct_1") }
    }
    #expect(numbers == [1, 1, 2])
  }

  @Test func deliveriesAreDueInTheOrderOfCreation() async throws {
    let store = try ObjectStore(.memory)
    try await store.write { store in
      for event in ["evt_1", "evt_2", "evt_3"] {
        try store.deliveries.add(
          event, type: "a.b", account: "acct_1", to: event == "evt_2" ? "we_2" : "we_1", now: 100)
      }
      #expect(try store.deliveries.due(at: 99, limit: 9).isEmpty)
      #expect(
        try store.deliveries.due(at: 100, limit: 9).map(\.event) == ["evt_1", "evt_2", "evt_3"])
      #expect(
        try store.deliveries.due(at: 100, limit: 9, except: ["we_1"]).map(\.event) == ["evt_2"])
      try store.deliveries.cancel(to: "we_1")
      #expect(try store.deliveries.due(at: 100, limit: 9).map(\.event) == ["evt_2"])
    }
  }
}
