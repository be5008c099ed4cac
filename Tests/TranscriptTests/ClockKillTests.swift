import Foundation
import Testing

/// A sandbox whose clock is advanced by a year, by processes that are killed on the way: each may
/// use the processor for some seconds only.
@Suite struct ClockKillTests {
  private static let subscriptions = 10

  @Test func `each duty is done once, however often the process is killed`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "clock-killed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let commands = try SandboxCommands(in: folder)
    for _ in 0..<Self.subscriptions {
      let made = try await commands.run(["trigger", "customer.subscription.created"])
      #expect(made == 0)
    }
    try await advance(commands)
    #expect(try await commands.run(["clock"]) == 0)
    #expect(try await commands.run(["export", "year.ndjson"]) == 0)
    try check(folder.appending(path: "year.ndjson"))
  }

  /// Lets a year pass; the processes that begin it are killed.
  private func advance(_ commands: SandboxCommands) async throws {
    var seconds = 0
    var isUnderWay = false
    // Time passes as soon as a process has noted it; the others do what is left.
    while !isUnderWay {
      seconds += 1
      let code = try await commands.run(["clock", "advance", "1y"], seconds: seconds)
      let isAhead = try await commands.isAhead()
      isUnderWay = isAhead || code == 0
    }
    for _ in 1...3 where try await commands.run(["clock"], seconds: seconds) == 0 { return }
  }

  private func check(_ file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    var renewals: [String: [Int]] = [:]
    var paid: [String] = []
    for line in lines {
      guard
        let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let body = record["body"] as? [String: Any]
      else { continue }
      if body["object"] as? String == "invoice",
        body["billing_reason"] as? String == "subscription_cycle"
      {
        renewals[body["customer"] as? String ?? "", default: []]
          .append(body["period_end"] as? Int ?? 0)
      }
      if body["type"] as? String == "invoice.paid" {
        let data = body["data"] as? [String: Any]
        paid.append((data?["object"] as? [String: Any])?["id"] as? String ?? "")
      }
    }
    #expect(renewals.count == Self.subscriptions)
    for ends in renewals.values {
      #expect(ends.count == 12)
      #expect(Set(ends).count == 12)
    }
    #expect(Set(paid).count == paid.count)
  }
}

/// Runs `pinstripe sandbox …` on one file.
private struct SandboxCommands: Sendable {
  let folder: URL
  let binary: URL

  init(in folder: URL) throws {
    self.folder = folder
    binary = try Shell.built().binary
  }

  /// - Parameter seconds: how long the process may use the processor; nil for as long as it likes.
  /// - Returns: its exit code, or the signal that killed it.
  func run(_ arguments: [String], seconds: Int? = nil) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try start(arguments, seconds: seconds) })
      }
    }
  }

  private func start(_ arguments: [String], seconds: Int?) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let limit = seconds.map { "ulimit -t \($0); " } ?? ""
    process.arguments =
      ["-c", limit + #"exec "$0" sandbox "$@""#, binary.path] + arguments
      + ["--sandbox-data", folder.appending(path: "sandbox.sqlite").path]
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether the clock is set ahead already.
  func isAhead() async throws -> Bool {
    _ = try await run(["export", "now.ndjson"])
    let file = folder.appending(path: "now.ndjson")
    return try String(contentsOf: file, encoding: .utf8).contains("\"clock offset\"")
  }
}
