import Foundation
import Testing

/// A sandbox whose clock is advanced by a year, by processes that are killed on the way.
@Suite struct ClockKillTests {
  private static let subscriptions = 4

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

  /// Lets a year pass; the first processes are killed after ever longer times.
  private func advance(_ commands: SandboxCommands) async throws {
    var kills = 0
    // Time passes as soon as the first process has noted it; the others do what is left.
    var isUnderWay = false
    while !isUnderWay {
      let seconds = 0.1 * Double(kills + 1)
      let code = try await commands.run(["clock", "advance", "1y"], killedAfter: seconds)
      kills += code == 0 ? 0 : 1
      isUnderWay = try await code == 0 || !commands.isBeforeRenewals()
    }
    for number in 1...5 {
      let seconds = 0.15 * Double(number)
      if try await commands.run(["clock"], killedAfter: seconds) == 0 { return }
    }
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

  /// - Parameter seconds: after how long the process is killed; nil for never.
  /// - Returns: its exit code, or 9 where it was killed.
  func run(_ arguments: [String], killedAfter seconds: Double? = nil) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try start(arguments, killedAfter: seconds) })
      }
    }
  }

  private func start(_ arguments: [String], killedAfter seconds: Double?) throws -> Int32 {
    let process = Process()
    process.executableURL = binary
    process.arguments =
      ["sandbox"] + arguments + ["--sandbox-data", folder.appending(path: "sandbox.sqlite").path]
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    if let seconds {
      let end = Date(timeIntervalSinceNow: seconds)
      while process.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.005) }
      if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether the clock was not set yet: there is nothing due, and nothing was done.
  func isBeforeRenewals() async throws -> Bool {
    _ = try await run(["export", "now.ndjson"])
    let file = folder.appending(path: "now.ndjson")
    let text = try String(contentsOf: file, encoding: .utf8)
    return !text.contains("\"clock offset\"")
  }
}
