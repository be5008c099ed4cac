import Foundation
import Synchronization
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A served sandbox that is killed in the midst of writes, again and again.
@Suite struct KillTests {
  private static let kills = 20

  @Test func whatWasAcknowledgedIsThereAfterKills() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "killed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var acknowledged: [String] = []
    for number in 1...Self.kills {
      let server = try await ServedSandbox(in: folder)
      // The writes that are under way when the server ends are of every length.
      acknowledged += await server.writeUntilKilled(after: 1 + number * 7 % 12)
    }
    let server = try await ServedSandbox(in: folder)
    defer { server.kill() }
    try await check(server, acknowledged)
  }

  private func check(_ server: ServedSandbox, _ acknowledged: [String]) async throws {
    #expect(acknowledged.count >= Self.kills)
    let payments = try await server.all("payment_intents")
    let stored = Set(payments.compactMap { $0["id"] as? String })
    #expect(stored.isSuperset(of: acknowledged))
    #expect(payments.allSatisfy { $0["status"] as? String == "succeeded" })
    let events = try await server.all("events?type=payment_intent.succeeded")
    let told = events.compactMap { event in
      ((event["data"] as? [String: Any])?["object"] as? [String: Any])?["id"] as? String
    }
    #expect(Set(told) == stored)
    #expect(told.count == stored.count)
    let entries = try await server.all("balance_transactions")
    #expect(entries.count == stored.count)
    let balance = try await server.get("balance")
    let sums = ["available", "pending"].flatMap { balance[$0] as? [[String: Any]] ?? [] }
    #expect(
      sums.compactMap { $0["amount"] as? Int }.reduce(0, +)
        == entries.compactMap { $0["net"] as? Int }.reduce(0, +))
    let found = try await server.get(
      "payment_intents/search?query=status:%22succeeded%22&expand%5B%5D=total_count")
    #expect(found["total_count"] as? Int == stored.count)
  }
}

/// The ids of writes that were answered.
private final class Acknowledged: Sendable {
  private let ids = Mutex<[String]>([])

  var all: [String] { ids.withLock(\.self) }

  /// Returns how many there are with this one.
  func add(_ id: String) -> Int {
    ids.withLock { ids in
      ids.append(id)
      return ids.count
    }
  }
}

/// The program that these tests were built with, serving a sandbox over HTTP.
private final class ServedSandbox: Sendable {
  private let process: Int32
  private let address: String
  private let session = URLSession(configuration: .ephemeral)

  struct NotServed: Error {
    let output: String
  }

  init(in folder: URL) async throws {
    let binary = try Shell.built().binary
    (process, address) = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try Self.start(binary, in: folder) })
      }
    }
  }

  private static func start(_ binary: URL, in folder: URL) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = binary
    process.arguments = [
      "sandbox", "serve", "--port", "0", "--sandbox-data",
      folder.appending(path: "sandbox.sqlite").path,
    ]
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let messages = Pipe()
    process.standardError = messages
    try process.run()
    var text = ""
    while true {
      let more = messages.fileHandleForReading.availableData
      text += String(decoding: more, as: UTF8.self)
      if let found = text.firstMatch(of: /http:\/\/[0-9.]+:[0-9]+/) {
        return (process.processIdentifier, String(found.0))
      }
      if more.isEmpty { throw NotServed(output: text) }
    }
  }

  func kill() { _ = Foundation.kill(process, SIGKILL) }

  /// Pays from several sides at once and kills the server once so many payments were acknowledged,
  /// while others are under way.
  ///
  /// - Returns: the ids of all that were acknowledged.
  func writeUntilKilled(after count: Int) async -> [String] {
    let acknowledged = Acknowledged()
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          while let id = try? await self.pay() {
            if acknowledged.add(id) == count { self.kill() }
          }
        }
      }
    }
    return acknowledged.all
  }

  private func pay() async throws -> String? {
    let form =
      "amount=1000&currency=usd&confirm=true&payment_method=pm_card_visa"
      + "&allowed_payment_method_types%5B%5D=card"
    return try await send("payment_intents", form)["id"] as? String
  }

  func get(_ path: String) async throws -> [String: Any] { try await send(path, nil) }

  /// All objects of a list.
  func all(_ path: String) async throws -> [[String: Any]] {
    var rows: [[String: Any]] = []
    var cursor = ""
    while true {
      let page = try await get("\(path)\(path.contains("?") ? "&" : "?")limit=100\(cursor)")
      rows += page["data"] as? [[String: Any]] ?? []
      guard page["has_more"] as? Bool == true, let last = rows.last?["id"] else { return rows }
      cursor = "&starting_after=\(last)"
    }
  }

  private func send(_ path: String, _ form: String?) async throws -> sending [String: Any] {
    guard let url = URL(string: "\(address)/v1/\(path)") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.setValue("Bearer sk_test_killed", forHTTPHeaderField: "Authorization")
    if let form {
      request.httpMethod = "POST"
      request.httpBody = Data(form.utf8)
    }
    let (body, _) = try await session.data(for: request)
    return try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
  }
}
