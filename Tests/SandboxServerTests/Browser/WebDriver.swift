import Foundation
import JSON
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

/// A browser without a window, led by its driver. Source: the W3C's recommendation WebDriver.
final class WebDriver: Sendable {
  /// True where `scripts/test --browser` asks for the tests that need one.
  static let isAskedFor = ProcessInfo.processInfo.environment["PINSTRIPE_BROWSER"] != nil

  private let driver: Process
  private let port: Int
  private let session: String

  /// - Parameter width: of the window, in pixels.
  init(width: Int = 1280) async throws {
    driver = Process()
    driver.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    driver.arguments = ["chromedriver", "--port=0"]
    let output = Pipe()
    driver.standardOutput = output
    driver.standardError = FileHandle.nullDevice
    try driver.run()
    port = try Self.port(from: output.fileHandleForReading)
    let arguments: [JSONValue] = [
      "--headless=new", "--no-sandbox", "--disable-gpu", .string("--window-size=\(width),1000"),
    ]
    let answer = try await Self.ask(
      port, "POST", "/session",
      [
        "capabilities": [
          "alwaysMatch": ["goog:chromeOptions": ["args": .array(arguments)]]
        ]
      ])
    session = try #require(answer["sessionId"]?.string)
    _ = try await ask("POST", "timeouts", ["implicit": 10_000])
  }

  /// The driver says which port it took.
  private static func port(from output: FileHandle) throws -> Int {
    var text = ""
    while let data = try output.read(upToCount: 1), !data.isEmpty {
      text += String(decoding: data, as: UTF8.self)
      guard let line = text.split(separator: "started successfully on port ").dropFirst().first,
        line.hasSuffix(".")
      else { continue }
      return try #require(Int(line.dropLast()))
    }
    throw WebDriverError(message: "chromedriver did not start: \(text)")
  }

  func end() async {
    _ = try? await Self.ask(port, "DELETE", "/session/\(session)", nil)
    driver.terminate()
  }

  func open(_ address: String) async throws {
    _ = try await ask("POST", "url", ["url": .string(address)])
  }

  /// - Parameter selector: a CSS selector.
  func click(_ selector: String) async throws {
    let element = try await find("css selector", selector)
    _ = try await ask("POST", "element/\(element)/click", [:])
  }

  /// Clicks a link or a button by what is written on it.
  func press(_ label: String) async throws {
    let element = try await find(
      "xpath", "//*[(self::a or self::button) and not(@aria-hidden)][normalize-space()='\(label)']")
    _ = try await ask("POST", "element/\(element)/click", [:])
  }

  func type(_ text: String, into selector: String) async throws {
    let element = try await find("css selector", selector)
    _ = try await ask("POST", "element/\(element)/clear", [:])
    _ = try await ask("POST", "element/\(element)/value", ["text": .string(text)])
  }

  /// Waits until a text is written on the page.
  func wait(for text: String) async throws {
    while (try? await self.text().contains(text)) != true {
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Waits until the browser is at an address.
  func wait(forAddress address: String) async throws {
    while try await self.address() != address {
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What is written on the page.
  private func text() async throws -> String {
    let element = try await find("css selector", "body")
    return try await ask("GET", "element/\(element)/text", nil).string ?? ""
  }

  private func address() async throws -> String { try await ask("GET", "url", nil).string ?? "" }

  private func find(_ strategy: String, _ value: String) async throws -> String {
    let answer = try await ask(
      "POST", "element", ["using": .string(strategy), "value": .string(value)])
    return try #require(answer.object?.members.first?.value.string)
  }

  private func ask(_ method: String, _ path: String, _ body: JSONObject?) async throws -> JSONValue
  {
    try await Self.ask(port, method, "/session/\(session)/\(path)", body)
  }

  private static func ask(_ port: Int, _ method: String, _ path: String, _ body: JSONObject?)
    async throws -> JSONValue
  {
    var bytes: [UInt8] = []
    if let body { JSONValue.object(body).appendCompact(to: &bytes) }
    let request =
      "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(bytes.count)\r\n\r\n"
      + String(decoding: bytes, as: UTF8.self)
    let answer = try await PageAnswer(
      LoopbackSocket.exchange(request, port: port) { received in
        guard let answer = try? PageAnswer(received),
          let length = answer.headers["content-length"].flatMap({ Int($0) })
        else { return false }
        return answer.body.utf8.count >= length
      })
    let value = try JSONValue(parsing: Array(answer.body.utf8))["value"] ?? .null
    guard answer.status == 200 else {
      throw WebDriverError(message: value["message"]?.string ?? "\(answer.status)")
    }
    return value
  }
}

struct WebDriverError: Error {
  let message: String
}
